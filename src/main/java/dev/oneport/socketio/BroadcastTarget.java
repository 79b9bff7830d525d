package dev.oneport.socketio;

import dev.oneport.adapter.Selection;
import org.jspecify.annotations.Nullable;

/** Where an operator acts: in one namespace, or in all children of a parent. Any thread. */
interface BroadcastTarget {

  void broadcast(Selection selection, String event, @Nullable Object[] args);
}
