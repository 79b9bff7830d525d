package dev.oneport.socketio;

import dev.oneport.RemoteSocket;
import dev.oneport.adapter.Selection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Where an operator acts: in one namespace, or in all children of a parent. Any thread. */
interface BroadcastTarget {

  /**
   * Checks that an event can be emitted, and encodes its arguments.
   *
   * @throws IllegalArgumentException if the name is reserved
   * @throws dev.oneport.JsonBindingException if an argument can't be written
   * @throws IllegalStateException if the server is not running
   */
  EmittedArguments encode(String event, @Nullable Object[] args);

  void broadcast(Selection selection, String event, EmittedArguments args);

  <R> CompletionStage<List<R>> broadcastWithAck(
      Selection selection, String event, Class<R> type, EmittedArguments args);

  CompletionStage<List<RemoteSocket>> fetchSockets(Selection selection);

  void join(Selection selection, Set<String> rooms);

  void leave(Selection selection, Set<String> rooms);

  void disconnect(Selection selection, boolean close);

  /** The same, once the transaction of the calling thread has committed. */
  BroadcastTarget deferred();
}
