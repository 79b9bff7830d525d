/** The clock: something to everybody every second, something to each every three, and an answer. */
@NullMarked
package dev.oneport.samples.tick;

import org.jspecify.annotations.NullMarked;
