/** Prices, one way: over server-sent events, or over polling where those do not get through. */
@NullMarked
package dev.oneport.samples.ticker;

import org.jspecify.annotations.NullMarked;
