package dev.oneport.adapter;

import org.jspecify.annotations.Nullable;

/**
 * What came of asking for the past.
 *
 * @param recovered whether all of it was there; if not, nothing of it was delivered
 * @param position from where to ask the next time, if nothing else comes; null if events are not
 *     logged
 */
public record CatchUp(boolean recovered, @Nullable Cursor position) {}
