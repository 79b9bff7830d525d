/** A WebSocket endpoint of the application's own, with plain text and no library at all. */
@NullMarked
package dev.oneport.samples.plain;

import org.jspecify.annotations.NullMarked;
