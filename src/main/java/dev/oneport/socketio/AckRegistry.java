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
import java.util.concurrent.CompletableFuture;
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
  private final AckTable table = new AckTable();
  private final Timers timers;
  private final JsonBinding json;
  private final Executor completions;
  private final int max;

  /** Those of the table that are for this socket alone, and those about to be. */
  private final AtomicInteger count = new AtomicInteger();

  /** Set once, by the disconnect. */
  private volatile @Nullable DisconnectReason closed;

  /** An answer to this socket alone. */
  private static final class Expected extends AckTable.Entry {
    final CompletableFuture<Object> future = new CompletableFuture<>();
    final Type type;

    /** Null without one, and until it is started. */
    volatile @Nullable Timer timer;

    Expected(long id, Type type) {
      super(id);
      this.type = type;
    }

    void cancelTimer() {
      Timer started = timer;
      if (started != null) {
        started.cancel();
      }
    }
  }

  /** An answer that is one of many. */
  private static final class Shared extends AckTable.Entry {
    final String socketId;
    final AckCollector answers;

    Shared(long id, String socketId, AckCollector answers) {
      super(id);
      this.socketId = socketId;
      this.answers = answers;
    }

    void gone() {
      answers.gone(socketId);
    }
  }

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
    Expected ack = new Expected(ackId, type);
    table.put(ack);
    if (timeout != null) {
      startTimer(ack, timeout);
    }
    DisconnectReason reason = closed;
    if (reason != null) {
      fail(ackId, new DisconnectedException(reason));
    }
    return ack.future;
  }

  /** How many are owed. */
  int pending() {
    return table.size();
  }

  /** Expects an acknowledgement of a broadcast; to be called before the event is sent. */
  void expect(AckRequest request, String socketId) {
    AckCollector answers = request.answers();
    long ackId = request.id();
    table.put(new Shared(ackId, socketId, answers));
    answers.asked(socketId, () -> table.remove(ackId));
    if (closed != null && table.remove(ackId) instanceof Shared one) {
      one.gone();
    }
  }

  /** The entry comes before its timer: a short timeout must find it. */
  private void startTimer(Expected ack, Duration timeout) {
    Timer timer =
        timers.schedule(timeout.toMillis(), () -> fail(ack.id(), new AckTimeoutException()));
    ack.timer = timer;
    if (!table.holds(ack)) {
      timer.cancel();
    }
  }

  /** An acknowledgement came. One that nobody waits for is ignored. */
  void onAck(long ackId, Arguments arguments) {
    AckTable.Entry entry = table.remove(ackId);
    if (entry instanceof Expected ack) {
      settled(ack);
      completions.execute(() -> complete(ack, arguments));
    } else if (entry instanceof Shared one) {
      one.answers.answered(one.socketId, arguments);
    }
  }

  /** No more will come. */
  void close(DisconnectReason reason) {
    closed = reason;
    for (AckTable.Entry entry : table.removeAll()) {
      if (entry instanceof Expected ack) {
        fail(ack, new DisconnectedException(reason));
      } else if (entry instanceof Shared one) {
        one.gone();
      }
    }
  }

  private void settled(Expected ack) {
    count.decrementAndGet();
    ack.cancelTimer();
  }

  private void complete(Expected ack, Arguments arguments) {
    try {
      ack.future.complete(ack.type == Void.class ? null : json.bind(arguments, 0, ack.type));
    } catch (RuntimeException e) {
      ack.future.completeExceptionally(e);
    }
  }

  private void fail(long ackId, RuntimeException failure) {
    if (table.remove(ackId) instanceof Expected ack) {
      fail(ack, failure);
    }
  }

  private void fail(Expected ack, RuntimeException failure) {
    settled(ack);
    completions.execute(() -> ack.future.completeExceptionally(failure));
  }
}
