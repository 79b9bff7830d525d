/** How often clients may do what they do: per address and per user. */
@NullMarked
package dev.oneport.limit;

import org.jspecify.annotations.NullMarked;
