package dev.oneport.socketio;

import dev.oneport.BroadcastOperator;
import dev.oneport.RemoteSocket;
import dev.oneport.WhenFull;
import dev.oneport.adapter.Flags;
import dev.oneport.adapter.RoomNames;
import dev.oneport.adapter.Selection;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Immutable: what was selected so far. */
record RealBroadcastOperator(BroadcastTarget target, Selection selection)
    implements BroadcastOperator {

  @Override
  public BroadcastOperator to(String... rooms) {
    return with(selection.and(names(rooms)));
  }

  @Override
  public BroadcastOperator toUser(String name) {
    return with(selection.and(Set.of(RoomNames.ofUser(name))));
  }

  @Override
  public BroadcastOperator except(String... rooms) {
    return with(selection.without(names(rooms)));
  }

  @Override
  public BroadcastOperator local() {
    return with(flags().asLocal());
  }

  @Override
  public BroadcastOperator compress(boolean compress) {
    return with(flags().withCompress(compress));
  }

  @Override
  public BroadcastOperator asVolatile() {
    return with(flags().asVolatile());
  }

  @Override
  public BroadcastOperator whenFull(WhenFull policy) {
    return with(flags().withWhenFull(policy));
  }

  @Override
  public BroadcastOperator timeout(Duration timeout) {
    return with(flags().withTimeoutMillis(AckTimeouts.millis(timeout)));
  }

  @Override
  public BroadcastOperator afterCommit() {
    return new RealBroadcastOperator(target.deferred(), selection);
  }

  @Override
  public void emit(String event, @Nullable Object... args) {
    target.broadcast(selection, event, target.encode(event, args));
  }

  @Override
  public <R> CompletionStage<List<R>> emitWithAck(
      String event, Class<R> type, @Nullable Object... args) {
    return target.broadcastWithAck(selection, event, type, target.encode(event, args));
  }

  @Override
  public CompletionStage<List<RemoteSocket>> fetchSockets() {
    return target.fetchSockets(selection);
  }

  @Override
  public void socketsJoin(String... rooms) {
    target.join(selection, names(rooms));
  }

  @Override
  public void socketsLeave(String... rooms) {
    target.leave(selection, names(rooms));
  }

  @Override
  public void disconnectSockets(boolean close) {
    target.disconnect(selection, close);
  }

  private Flags flags() {
    return selection.flags();
  }

  private BroadcastOperator with(Flags flags) {
    return with(selection.with(flags));
  }

  private BroadcastOperator with(Selection other) {
    return new RealBroadcastOperator(target, other);
  }

  private static Set<String> names(String... rooms) {
    return RoomNames.check(new LinkedHashSet<>(List.of(rooms)));
  }
}
