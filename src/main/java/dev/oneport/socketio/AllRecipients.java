package dev.oneport.socketio;

import dev.oneport.BroadcastOperator;
import dev.oneport.RemoteSocket;
import dev.oneport.WhenFull;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An operator that means everybody, and begins a new one with each modifier. */
abstract class AllRecipients implements BroadcastOperator {

  /** An operator without rooms and flags. */
  abstract BroadcastOperator everybody();

  @Override
  public BroadcastOperator to(String... rooms) {
    return everybody().to(rooms);
  }

  @Override
  public BroadcastOperator toUser(String name) {
    return everybody().toUser(name);
  }

  @Override
  public BroadcastOperator except(String... rooms) {
    return everybody().except(rooms);
  }

  @Override
  public BroadcastOperator local() {
    return everybody().local();
  }

  @Override
  public BroadcastOperator compress(boolean compress) {
    return everybody().compress(compress);
  }

  @Override
  public BroadcastOperator asVolatile() {
    return everybody().asVolatile();
  }

  @Override
  public BroadcastOperator whenFull(WhenFull policy) {
    return everybody().whenFull(policy);
  }

  @Override
  public BroadcastOperator timeout(Duration timeout) {
    return everybody().timeout(timeout);
  }

  @Override
  public BroadcastOperator afterCommit() {
    return everybody().afterCommit();
  }

  @Override
  public void emit(String event, @Nullable Object... args) {
    everybody().emit(event, args);
  }

  @Override
  public <R> CompletionStage<List<R>> emitWithAck(
      String event, Class<R> type, @Nullable Object... args) {
    return everybody().emitWithAck(event, type, args);
  }

  @Override
  public CompletionStage<List<RemoteSocket>> fetchSockets() {
    return everybody().fetchSockets();
  }

  @Override
  public void socketsJoin(String... rooms) {
    everybody().socketsJoin(rooms);
  }

  @Override
  public void socketsLeave(String... rooms) {
    everybody().socketsLeave(rooms);
  }

  @Override
  public void disconnectSockets(boolean close) {
    everybody().disconnectSockets(close);
  }
}
