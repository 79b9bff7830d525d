package dev.oneport.socketio;

import dev.oneport.RemoteSocket;
import dev.oneport.adapter.Selection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Where an operator acts: in one namespace, or in all children of a parent. Any thread. */
interface BroadcastTarget {

  void broadcast(Selection selection, String event, @Nullable Object[] args);

  <R> CompletionStage<List<R>> broadcastWithAck(
      Selection selection, String event, Class<R> type, @Nullable Object[] args);

  CompletionStage<List<RemoteSocket>> fetchSockets(Selection selection);

  void join(Selection selection, Set<String> rooms);

  void leave(Selection selection, Set<String> rooms);

  void disconnect(Selection selection, boolean close);
}
