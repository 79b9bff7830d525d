package dev.oneport.socketio;

import dev.oneport.RemoteSocket;
import dev.oneport.adapter.Selection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Does the same as its target, but only once the transaction of the calling thread has committed.
 * Arguments are encoded at the call: what the application changes in them later is not sent.
 */
record AfterCommit(BroadcastTarget target, Transactions transactions) implements BroadcastTarget {

  @Override
  public EmittedArguments encode(String event, @Nullable Object[] args) {
    return target.encode(event, args);
  }

  @Override
  public void broadcast(Selection selection, String event, EmittedArguments args) {
    await(() -> target.broadcast(selection, event, args));
  }

  @Override
  public <R> CompletionStage<List<R>> broadcastWithAck(
      Selection selection, String event, Class<R> type, EmittedArguments args) {
    CompletableFuture<List<R>> answers = new CompletableFuture<>();
    transactions.await(
        new Transactions.Action() {
          @Override
          public void committed() {
            var unused =
                target
                    .broadcastWithAck(selection, event, type, args)
                    .whenComplete(
                        (all, failure) -> {
                          if (failure == null) {
                            answers.complete(all);
                          } else {
                            answers.completeExceptionally(failure);
                          }
                        });
          }

          @Override
          public void rolledBack() {
            answers.completeExceptionally(
                new IllegalStateException("nothing was emitted: the transaction did not commit"));
          }
        });
    return answers;
  }

  /** Changes nothing, so there is nothing to wait for. */
  @Override
  public CompletionStage<List<RemoteSocket>> fetchSockets(Selection selection) {
    return target.fetchSockets(selection);
  }

  @Override
  public void join(Selection selection, Set<String> rooms) {
    await(() -> target.join(selection, rooms));
  }

  @Override
  public void leave(Selection selection, Set<String> rooms) {
    await(() -> target.leave(selection, rooms));
  }

  @Override
  public void disconnect(Selection selection, boolean close) {
    await(() -> target.disconnect(selection, close));
  }

  @Override
  public BroadcastTarget deferred() {
    return this;
  }

  private void await(Runnable action) {
    transactions.await(
        new Transactions.Action() {
          @Override
          public void committed() {
            action.run();
          }

          @Override
          public void rolledBack() {}
        });
  }
}
