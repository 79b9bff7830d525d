/** Beans that decide who may connect, and who may listen to what. */
@NullMarked
package dev.oneport.it.decide;

import org.jspecify.annotations.NullMarked;
