package dev.oneport.socketio;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.BroadcastAckTimeoutException;
import dev.oneport.adapter.AckCollector;
import dev.oneport.concurrent.Timers.Timer;
import dev.oneport.protocol.socketio.Arguments;
import java.lang.System.Logger.Level;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The answers to one broadcast. It is over once every server has said how many it asked and as many
 * have answered or are gone, or else after the timeout. Any thread.
 *
 * <p>A client that disconnects is not waited for any longer, other than by the reference server,
 * where the broadcast then fails by its timeout: an answer that can't come would make every
 * broadcast to a busy room a failure.
 *
 * <p>Answers are bound to their type outside the session lanes, where the future is completed too.
 */
final class BroadcastAcks implements AckCollector {
  private static final System.Logger LOG = System.getLogger(BroadcastAcks.class.getName());
  private static final int UNKNOWN = -1;

  /** What an answer costs besides its content. */
  private static final int ANSWER_OVERHEAD_BYTES = 128;

  private final Type type;
  private final Environment environment;
  private final CompletableFuture<List<@Nullable Object>> future = new CompletableFuture<>();
  private final Object lock = new Object();

  /** Who was asked here and has not answered, with what makes it forget the question. */
  @GuardedBy("lock")
  private final Map<String, Runnable> waiting = new LinkedHashMap<>();

  @GuardedBy("lock")
  private final List<@Nullable Object> answers = new ArrayList<>();

  @GuardedBy("lock")
  private final Map<String, @Nullable Object> answersBySocket = new LinkedHashMap<>();

  /** Answers that are still to come, as far as servers have said. */
  @GuardedBy("lock")
  private long expected;

  /** Servers that will say what to expect. */
  @GuardedBy("lock")
  private int servers = UNKNOWN;

  @GuardedBy("lock")
  private int serversHeard;

  @GuardedBy("lock")
  private long bytes;

  @GuardedBy("lock")
  private boolean over;

  private final Timer timer;

  /**
   * Begins to wait.
   *
   * @param type what answers are bound to
   * @param timeoutMillis 0 for the longest time that a broadcast may wait
   */
  BroadcastAcks(Type type, Environment environment, long timeoutMillis) {
    this.type = type;
    this.environment = environment;
    long millis =
        timeoutMillis > 0
            ? timeoutMillis
            : environment.config().namespaces().broadcastAckTimeoutMillis();
    this.timer = environment.timers().schedule(millis, this::timeOut);
  }

  /** The answers in the order they came. */
  @SuppressWarnings("unchecked") // Each was bound to this very type.
  <R> CompletionStage<List<R>> result() {
    return (CompletionStage<List<R>>) (CompletionStage<?>) future;
  }

  /** How many servers will call {@link #expect}. */
  void servers(CompletionStage<Integer> count) {
    var unused =
        count.whenComplete(
            (servers, failure) -> {
              if (failure == null) {
                servers(servers);
              } else {
                fail(failure);
              }
            });
  }

  /** How many servers will call {@link #expect}. */
  void servers(int count) {
    synchronized (lock) {
      servers = count;
    }
    checkCompleteness();
  }

  /** It can't be known how many servers there are. */
  private void fail(Throwable cause) {
    Map<String, Runnable> asked = end();
    if (asked != null) {
      timer.cancel();
      asked.values().forEach(Runnable::run);
      environment.completions().execute(() -> future.completeExceptionally(cause));
    }
  }

  @Override
  public void asked(String recipientId, Runnable forget) {
    synchronized (lock) {
      if (!over) {
        waiting.put(recipientId, forget);
        return;
      }
    }
    environment.completions().execute(forget);
  }

  @Override
  public void answered(@Nullable String recipientId, Arguments answer) {
    synchronized (lock) {
      bytes += ANSWER_OVERHEAD_BYTES + answer.byteLength();
      if (over || bytes > environment.config().namespaces().broadcastAckBytes()) {
        return;
      }
    }
    environment.completions().execute(() -> bind(recipientId, answer));
  }

  private void bind(@Nullable String recipientId, Arguments answer) {
    Object value;
    try {
      value = type == Void.class ? null : environment.json().bind(answer, 0, type);
    } catch (RuntimeException peersMistake) {
      LOG.log(Level.DEBUG, "an answer to a broadcast is no {0}", type.getTypeName());
      return;
    }
    synchronized (lock) {
      if (over || (recipientId != null && waiting.remove(recipientId) == null)) {
        return;
      }
      expected--;
      answers.add(value);
      if (recipientId != null) {
        answersBySocket.put(recipientId, value);
      }
    }
    checkCompleteness();
  }

  @Override
  public void gone(String recipientId) {
    synchronized (lock) {
      if (waiting.remove(recipientId) == null) {
        return;
      }
      expected--;
    }
    checkCompleteness();
  }

  @Override
  public void expect(int more) {
    synchronized (lock) {
      expected += more;
      serversHeard++;
    }
    checkCompleteness();
  }

  private void checkCompleteness() {
    List<@Nullable Object> all;
    synchronized (lock) {
      if (over || serversHeard != servers || expected > 0) {
        return;
      }
      over = true;
      all = Collections.unmodifiableList(new ArrayList<>(answers));
    }
    timer.cancel();
    environment.completions().execute(() -> future.complete(all));
  }

  private void timeOut() {
    Map<String, Runnable> asked = end();
    if (asked == null) {
      return;
    }
    asked.values().forEach(Runnable::run);
    BroadcastAckTimeoutException failure;
    synchronized (lock) {
      failure =
          new BroadcastAckTimeoutException(answers, answersBySocket, Set.copyOf(asked.keySet()));
    }
    environment.completions().execute(() -> future.completeExceptionally(failure));
  }

  /** From now on nothing counts; null if that is so already. */
  private @Nullable Map<String, Runnable> end() {
    synchronized (lock) {
      if (over) {
        return null;
      }
      over = true;
      Map<String, Runnable> asked = new LinkedHashMap<>(waiting);
      waiting.clear();
      return asked;
    }
  }
}
