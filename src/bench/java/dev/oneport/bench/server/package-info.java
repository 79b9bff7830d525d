/** Servers that are measured, each a process of its own. */
@NullMarked
package dev.oneport.bench.server;

import org.jspecify.annotations.NullMarked;
