/**
 * Rooms, the log of what was emitted to them, and the seam to other nodes.
 *
 * <p>A namespace has one order for emits, joins and leaves, kept by its adapter's order lock: a
 * socket that joins gets what comes later, and once {@code leave} returns, later broadcasts do not
 * reach it. A broadcast is queued for all of its recipients under that lock and sent after it.
 */
@NullMarked
package dev.oneport.adapter;

import org.jspecify.annotations.NullMarked;
