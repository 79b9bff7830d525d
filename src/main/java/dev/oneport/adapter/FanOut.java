package dev.oneport.adapter;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends what was queued for recipients. For few that is done at once, by whoever emits. For many it
 * is done by as many threads as there are processors while the emitter goes on: what it emits
 * meanwhile is queued behind, and leaves with the same write. An emitter that is far ahead helps,
 * so that nobody's queue grows since nobody sends. Any thread.
 */
public final class FanOut {
  /** Waking somebody costs about as much as so many writes. */
  private static final int FEW = 32;

  /** Recipients that one thread takes at a time. */
  private static final int SHARE = 64;

  /** Emits that may wait before the emitter helps: what one write then carries, at most. */
  private static final int AHEAD = 32;

  private final Executor workers;
  private final int helpers;
  private final Queue<Emit> emits = new ConcurrentLinkedQueue<>();

  /** How many are not sent to all yet. */
  private final AtomicInteger waiting = new AtomicInteger();

  /** How many threads help, or are about to. */
  private final AtomicInteger helping = new AtomicInteger();

  /** One emit that waits. */
  private static final class Emit {
    final List<Recipient> recipients;
    final Runnable whenSent;

    /** Of the first recipient nobody has taken. */
    final AtomicInteger next = new AtomicInteger();

    final AtomicInteger left;

    Emit(List<Recipient> recipients, Runnable whenSent) {
      this.recipients = recipients;
      this.whenSent = whenSent;
      this.left = new AtomicInteger(recipients.size());
    }
  }

  /**
   * With threads to help.
   *
   * @param workers where they come from; an executor that takes no more tasks is done without
   * @param helpers how many at once; 0 for none
   */
  public FanOut(Executor workers, int helpers) {
    this.workers = workers;
    this.helpers = helpers;
  }

  /** Everything is done by whoever emits. */
  public static FanOut alone() {
    return new FanOut(Runnable::run, 0);
  }

  /**
   * Flushes each of them, now or soon.
   *
   * @param recipients not changed any more
   * @param whenSent called once, by whoever flushed the last
   */
  void flush(List<Recipient> recipients, Runnable whenSent) {
    if (recipients.size() <= FEW) {
      recipients.forEach(Recipient::flush);
      whenSent.run();
      return;
    }
    waiting.incrementAndGet();
    emits.add(new Emit(recipients, whenSent));
    if (!summon()) {
      work(0);
    } else if (waiting.get() > AHEAD) {
      work(AHEAD);
    }
  }

  /** Returns false if nobody helps. */
  private boolean summon() {
    while (claimHelp()) {
      try {
        workers.execute(this::help);
      } catch (RejectedExecutionException stopping) {
        return helping.decrementAndGet() > 0;
      }
    }
    return helpers > 0;
  }

  private boolean claimHelp() {
    int now = helping.get();
    while (now < helpers && !helping.compareAndSet(now, now + 1)) {
      now = helping.get();
    }
    return now < helpers;
  }

  private void help() {
    do {
      work(0);
      helping.decrementAndGet();
      // Who came between the two found as many helpers as there may be.
    } while (!emits.isEmpty() && claimHelp());
  }

  /** Takes shares until none is left, or no more than so many emits wait. */
  private void work(int enough) {
    Emit emit = emits.peek();
    while (emit != null && (enough == 0 || waiting.get() > enough)) {
      int from = emit.next.getAndAdd(SHARE);
      if (from < emit.recipients.size()) {
        send(emit, from, Math.min(emit.recipients.size(), from + SHARE));
      } else {
        emits.remove(emit); // Others send the rest of it.
      }
      emit = emits.peek();
    }
  }

  private void send(Emit emit, int from, int to) {
    for (int i = from; i < to; i++) {
      emit.recipients.get(i).flush();
    }
    if (emit.left.addAndGet(from - to) == 0) {
      waiting.decrementAndGet();
      emit.whenSent.run();
    }
  }
}
