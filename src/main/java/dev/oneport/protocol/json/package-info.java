/**
 * JSON of event arguments: checked and sliced as text on the way in, written once on the way out,
 * bound to Java types only when a handler asks.
 *
 * <p>Only this package knows JSON-B.
 */
@NullMarked
package dev.oneport.protocol.json;

import org.jspecify.annotations.NullMarked;
