package dev.oneport.adapter;

import org.jspecify.annotations.Nullable;

/**
 * What became of a broadcast.
 *
 * @param cursor its place in the event log; null if it is in none
 * @param recipients whom it was queued for on this server
 */
public record Delivered(@Nullable Cursor cursor, int recipients) {}
