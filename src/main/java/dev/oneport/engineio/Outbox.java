package dev.oneport.engineio;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.concurrent.Clock;
import dev.oneport.concurrent.Moment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one client: bounded in bytes, in order, one batch being written at a
 * time. Whatever has queued during a write leaves as the next batch.
 *
 * <p>It belongs to the session, not to a transport: an upgrade swaps the {@link Outlet} and loses
 * nothing. {@link #offer} never blocks and may be called from any thread; the thread that finds
 * nothing under way writes.
 *
 * @param <P> what is sent: Engine.IO packets, or text frames
 */
public final class Outbox<P> {

  /** What became of an offer. */
  public enum Offer {
    /** It will be written, if the connection lives. */
    QUEUED,
    /** There is no room: the client is too slow. Nothing of it was queued. */
    FULL,
    /** The session is closed; it was dropped. */
    CLOSED
  }

  /** Where batches go. */
  public interface Outlet<P> {

    /** Whether a batch could be taken now. Must be cheap and must not take a lock that is held. */
    boolean isWritable();

    /**
     * Writes a batch, in order, without blocking on the peer.
     *
     * @param batch not empty; not changed any more
     */
    void send(List<P> batch, SendCallback done);
  }

  private final Object lock = new Object();
  private final ToIntFunction<? super P> size;
  private final long maxBytes;
  private final Runnable onFailure;
  private final Clock clock;

  @GuardedBy("lock")
  private final ArrayDeque<P> queue = new ArrayDeque<>();

  /** Of the queue and of the batch being written. */
  @GuardedBy("lock")
  private long bytes;

  @GuardedBy("lock")
  private @Nullable Flight flight;

  @GuardedBy("lock")
  private @Nullable Outlet<P> outlet;

  @GuardedBy("lock")
  private @Nullable Runnable whenEmpty;

  @GuardedBy("lock")
  private boolean closed;

  /** When something was queued last. */
  @GuardedBy("lock")
  private Moment lastOffer = Moment.PAST;

  /**
   * An empty outbox without an outlet.
   *
   * @param size of one packet in bytes
   * @param maxBytes that may wait; one offer into an empty outbox is taken whatever its size
   * @param onFailure called, on any thread, when a write failed
   */
  public Outbox(ToIntFunction<? super P> size, long maxBytes, Runnable onFailure) {
    this(size, maxBytes, onFailure, Clock.system());
  }

  /** The same with a clock of its own. */
  Outbox(ToIntFunction<? super P> size, long maxBytes, Runnable onFailure, Clock clock) {
    this.clock = clock;
    this.size = size;
    this.maxBytes = maxBytes;
    this.onFailure = onFailure;
  }

  /**
   * Queues packets that belong together, all of them or none, and writes if nothing is under way.
   */
  public Offer offer(Collection<? extends P> packets) {
    Offer offer = enqueue(packets);
    if (offer == Offer.QUEUED) {
      drain();
    }
    return offer;
  }

  /**
   * The same without writing, to be followed by {@link #flush}: touches nothing but memory, so it
   * may be called under a lock.
   */
  public Offer enqueue(Collection<? extends P> packets) {
    long added = 0;
    for (P packet : packets) {
      added += size.applyAsInt(packet);
    }
    Moment now = Moment.now(clock);
    synchronized (lock) {
      if (closed) {
        return Offer.CLOSED;
      }
      if (bytes > 0 && bytes + added > maxBytes) {
        return Offer.FULL;
      }
      queue.addAll(packets);
      bytes += added;
      lastOffer = now;
    }
    return Offer.QUEUED;
  }

  /**
   * As {@link #enqueue}, but only if the packets can leave at once: nothing waits, nothing is being
   * written, nothing else was queued in this {@link Moment}, and the outlet takes a batch. That a
   * write is complete already does not count: on some containers it is as soon as it began, on
   * others it never is.
   *
   * @return false if nothing of it was queued
   */
  public boolean enqueueIfWritable(Collection<? extends P> packets) {
    Moment now = Moment.now(clock);
    synchronized (lock) {
      if (flight != null
          || !queue.isEmpty()
          || outlet == null
          || !outlet.isWritable()
          || now.isSameAs(lastOffer)) {
        return false;
      }
      for (P packet : packets) {
        bytes += size.applyAsInt(packet);
      }
      queue.addAll(packets);
      lastOffer = now;
    }
    return true;
  }

  /** Sets where batches go from now on; a batch under way finishes first, on the old one. */
  public void attach(Outlet<P> next) {
    synchronized (lock) {
      outlet = next;
    }
    drain();
  }

  /** Writes what is queued, if nothing is under way and the outlet is writable. */
  public void flush() {
    drain();
  }

  /** Drops what waits, and everything offered later. A write under way is not interrupted. */
  public void close() {
    synchronized (lock) {
      closed = true;
      queue.clear();
      bytes = 0;
      whenEmpty = null;
      outlet = null;
    }
  }

  /**
   * Calls the task once all that was offered has been written: now if nothing waits. A second task
   * replaces the first.
   */
  public void whenEmpty(Runnable task) {
    synchronized (lock) {
      if (flight != null || !queue.isEmpty()) {
        whenEmpty = task;
        return;
      }
    }
    task.run();
  }

  /** Bytes that wait or are being written. */
  public long queuedBytes() {
    synchronized (lock) {
      return bytes;
    }
  }

  /** Whether nothing waits and nothing is being written. */
  public boolean isIdle() {
    synchronized (lock) {
      return flight == null && queue.isEmpty();
    }
  }

  /**
   * The write that is under way: the same object as long as it is the same write.
   *
   * @return null if none is
   */
  public @Nullable Object currentWrite() {
    synchronized (lock) {
      return flight;
    }
  }

  /** A loop, not a recursion: some containers complete a write within the call that began it. */
  private void drain() {
    for (; ; ) {
      Flight next;
      Outlet<P> to;
      synchronized (lock) {
        to = outlet;
        if (flight != null || queue.isEmpty() || to == null || !to.isWritable()) {
          return;
        }
        next = new Flight(new ArrayList<>(queue), bytes);
        queue.clear();
        flight = next;
      }
      next.depart(to);
      if (!next.hasLanded()) {
        return;
      }
    }
  }

  private final class Flight implements SendCallback {
    private static final int IN_CALL = 0;
    private static final int RETURNED = 1;
    private static final int LANDED = 2;

    private final List<P> batch;
    private final long batchBytes;
    private final AtomicInteger state = new AtomicInteger(IN_CALL);
    private final AtomicBoolean over = new AtomicBoolean();

    Flight(List<P> batch, long batchBytes) {
      this.batch = batch;
      this.batchBytes = batchBytes;
    }

    void depart(Outlet<P> to) {
      try {
        to.send(batch, this);
      } catch (RuntimeException e) {
        done(e);
      }
    }

    /** Asked by the drainer after the call; if not landed yet, the callback drains on. */
    boolean hasLanded() {
      return !state.compareAndSet(IN_CALL, RETURNED);
    }

    @Override
    public void done(@Nullable Throwable failure) {
      if (!over.compareAndSet(false, true)) {
        return;
      }
      Runnable empty = land(failure != null);
      if (failure != null) {
        onFailure.run();
      } else if (empty != null) {
        empty.run();
      }
      // Last: a drainer that is told to go on must find that this flight is over.
      if (state.getAndSet(LANDED) == RETURNED) {
        drain();
      }
    }

    /** Ends the flight; returns what waited for the outbox to be empty. */
    private @Nullable Runnable land(boolean failed) {
      synchronized (lock) {
        flight = null;
        bytes = Math.max(0, bytes - batchBytes);
        if (failed) {
          outlet = null;
          return null;
        }
        if (!queue.isEmpty()) {
          return null;
        }
        Runnable empty = whenEmpty;
        whenEmpty = null;
        return empty;
      }
    }
  }
}
