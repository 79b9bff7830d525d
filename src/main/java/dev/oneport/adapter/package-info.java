/**
 * Rooms, and the seam to other nodes. {@link dev.oneport.adapter.Rooms} is atomic per room: a
 * socket that joins during a broadcast may or may not get it; once {@code leave} returns, later
 * broadcasts do not reach it.
 */
@NullMarked
package dev.oneport.adapter;

import org.jspecify.annotations.NullMarked;
