/** Settings: what they are called, what they may be, and the immutable records they become. */
@NullMarked
package dev.oneport.config;

import org.jspecify.annotations.NullMarked;
