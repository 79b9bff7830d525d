/** The benchmark: servers in turn, loads, a table. */
@NullMarked
package dev.oneport.bench;

import org.jspecify.annotations.NullMarked;
