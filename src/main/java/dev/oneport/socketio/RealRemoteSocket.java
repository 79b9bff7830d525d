package dev.oneport.socketio;

import dev.oneport.AckTimeoutException;
import dev.oneport.BroadcastAckTimeoutException;
import dev.oneport.DisconnectReason;
import dev.oneport.DisconnectedException;
import dev.oneport.Emitter;
import dev.oneport.Handshake;
import dev.oneport.RemoteSocket;
import dev.oneport.WhenFull;
import dev.oneport.adapter.Flags;
import dev.oneport.adapter.RoomNames;
import dev.oneport.adapter.Selection;
import dev.oneport.adapter.SocketSnapshot;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A socket of any server, reached by the room that it alone is in. Immutable. */
record RealRemoteSocket(BroadcastTarget target, SocketSnapshot snapshot, Flags flags)
    implements RemoteSocket {

  @Override
  public String id() {
    return snapshot.id();
  }

  @Override
  public Handshake handshake() {
    return snapshot.handshake();
  }

  @Override
  public Set<String> rooms() {
    return snapshot.rooms();
  }

  @Override
  public Map<String, Object> data() {
    return snapshot.data();
  }

  @Override
  public void emit(String event, @Nullable Object... args) {
    target.broadcast(selection(), event, target.encode(event, args));
  }

  @Override
  public <R> CompletionStage<R> emitWithAck(String event, Class<R> type, @Nullable Object... args) {
    return target
        .broadcastWithAck(selection(), event, type, target.encode(event, args))
        .handle(RealRemoteSocket::only);
  }

  /** The one answer; its failure in the words of a single socket. */
  private static <R> R only(@Nullable List<R> answers, @Nullable Throwable failure) {
    if (failure instanceof BroadcastAckTimeoutException) {
      throw new CompletionException(new AckTimeoutException());
    }
    if (answers == null) {
      throw new CompletionException(failure);
    }
    if (answers.isEmpty()) {
      throw new CompletionException(new DisconnectedException(DisconnectReason.TRANSPORT_CLOSE));
    }
    return answers.get(0);
  }

  @Override
  public Emitter compress(boolean compress) {
    return with(flags.withCompress(compress));
  }

  @Override
  public Emitter asVolatile() {
    return with(flags.asVolatile());
  }

  @Override
  public Emitter whenFull(WhenFull policy) {
    return with(flags.withWhenFull(policy));
  }

  @Override
  public Emitter timeout(Duration timeout) {
    return with(flags.withTimeoutMillis(AckTimeouts.millis(timeout)));
  }

  private Emitter with(Flags other) {
    return new RealRemoteSocket(target, snapshot, other);
  }

  @Override
  public void join(String... rooms) {
    target.join(selection(), names(rooms));
  }

  @Override
  public void leave(String... rooms) {
    target.leave(selection(), names(rooms));
  }

  @Override
  public void disconnect(boolean close) {
    target.disconnect(selection(), close);
  }

  private Selection selection() {
    return Selection.of(id()).with(flags);
  }

  private static Set<String> names(String... rooms) {
    return RoomNames.check(new LinkedHashSet<>(List.of(rooms)));
  }
}
