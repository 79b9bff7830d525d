/** A load generator of its own: one thread, many clients of each transport. */
@NullMarked
package dev.oneport.bench.load;

import org.jspecify.annotations.NullMarked;
