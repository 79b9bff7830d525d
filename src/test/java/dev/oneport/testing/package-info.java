/**
 * What the unit tests play a container with: time that stands still until told, and the far ends of
 * connections kept in memory.
 */
@NullMarked
package dev.oneport.testing;

import org.jspecify.annotations.NullMarked;
