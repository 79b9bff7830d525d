/** The peers that are written in Java. */
@NullMarked
package dev.oneport.bench.peer;

import org.jspecify.annotations.NullMarked;
