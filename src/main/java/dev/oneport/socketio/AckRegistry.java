package dev.oneport.socketio;

import dev.oneport.AckTimeoutException;
import dev.oneport.DisconnectReason;
import dev.oneport.DisconnectedException;
import dev.oneport.adapter.AckCollector;
import dev.oneport.adapter.AckRequest;
import dev.oneport.concurrent.Timers;
import dev.oneport.concurrent.Timers.Timer;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.Arguments;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The acknowledgements one socket owes us. Any thread. Whoever removes an entry settles it: the
 * reply, the timeout or the disconnect; the other two come too late and do nothing.
 *
 * <p>Futures are completed outside the session and handler lanes, on threads that handlers never
 * use, so that any number of handlers may wait for acknowledgements.
 */
final class AckRegistry {
  private final Map<Long, Shared> shared = new ConcurrentHashMap<>();
  private final Map<Long, Expected> expected = new ConcurrentHashMap<>();
  private final Timers timers;
  private final JsonBinding json;
  private final Executor completions;
  private final int max;

  /** Entries of {@link #expected}, and those about to be entered. */
  private final AtomicInteger count = new AtomicInteger();

  /** Set once, by the disconnect. */
  private volatile @Nullable DisconnectReason closed;

  private record Expected(CompletableFuture<Object> future, Type type, @Nullable Timer timer) {
    Expected with(Timer started) {
      return new Expected(future, type, started);
    }

    void cancelTimer() {
      if (timer != null) {
        timer.cancel();
      }
    }
  }

  /** An answer that is one of many. */
  private record Shared(String socketId, AckCollector answers) {}

  /**
   * Expects nothing yet.
   *
   * @param max at one time
   */
  AckRegistry(Timers timers, JsonBinding json, Executor completions, int max) {
    this.max = max;
    this.timers = timers;
    this.json = json;
    this.completions = completions;
  }

  /**
   * Expects an acknowledgement; to be called before the event is sent.
   *
   * @return failed already if too many are outstanding: the event is not to be sent then
   */
  CompletableFuture<Object> expect(long ackId, Type type, @Nullable Duration timeout) {
    if (count.incrementAndGet() > max) {
      count.decrementAndGet();
      return CompletableFuture.failedFuture(
          new IllegalStateException(
              max + " acknowledgements of this client are outstanding (oneport.maxPendingAcks)"));
    }
    CompletableFuture<Object> future = new CompletableFuture<>();
    expected.put(ackId, new Expected(future, type, null));
    if (timeout != null) {
      startTimer(ackId, timeout);
    }
    DisconnectReason reason = closed;
    if (reason != null) {
      fail(ackId, new DisconnectedException(reason));
    }
    return future;
  }

  /** How many are owed. */
  int pending() {
    return expected.size() + shared.size();
  }

  /** Expects an acknowledgement of a broadcast; to be called before the event is sent. */
  void expect(AckRequest request, String socketId) {
    AckCollector answers = request.answers();
    long ackId = request.id();
    shared.put(ackId, new Shared(socketId, answers));
    answers.asked(socketId, () -> shared.remove(ackId));
    if (closed != null) {
      giveUp(ackId);
    }
  }

  private void giveUp(long ackId) {
    Shared one = shared.remove(ackId);
    if (one != null) {
      one.answers().gone(one.socketId());
    }
  }

  /** The entry comes before its timer: a short timeout must find it. */
  private void startTimer(long ackId, Duration timeout) {
    Timer timer = timers.schedule(timeout.toMillis(), () -> fail(ackId, new AckTimeoutException()));
    if (expected.computeIfPresent(ackId, (id, ack) -> ack.with(timer)) == null) {
      timer.cancel();
    }
  }

  /** An acknowledgement came. One that nobody waits for is ignored. */
  void onAck(long ackId, Arguments arguments) {
    Expected ack = remove(ackId);
    if (ack != null) {
      ack.cancelTimer();
      completions.execute(() -> complete(ack, arguments));
    }
    Shared one = shared.remove(ackId);
    if (one != null) {
      one.answers().answered(one.socketId(), arguments);
    }
  }

  /** No more will come. */
  void close(DisconnectReason reason) {
    closed = reason;
    for (Long ackId : expected.keySet()) {
      fail(ackId, new DisconnectedException(reason));
    }
    shared.keySet().forEach(this::giveUp);
  }

  private @Nullable Expected remove(long ackId) {
    Expected ack = expected.remove(ackId);
    if (ack != null) {
      count.decrementAndGet();
    }
    return ack;
  }

  private void complete(Expected ack, Arguments arguments) {
    try {
      ack.future().complete(ack.type() == Void.class ? null : json.bind(arguments, 0, ack.type()));
    } catch (RuntimeException e) {
      ack.future().completeExceptionally(e);
    }
  }

  private void fail(long ackId, RuntimeException failure) {
    Expected ack = remove(ackId);
    if (ack != null) {
      ack.cancelTimer();
      completions.execute(() -> ack.future().completeExceptionally(failure));
    }
  }
}
