package dev.oneport.engineio;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.WhenFull;
import dev.oneport.concurrent.Clock;
import dev.oneport.concurrent.Moment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collection;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one client: bounded in bytes, in order, one batch being written at a
 * time. What has queued during a write leaves as the next batch, or as several.
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
    /** There is no room, and it may be dropped: that was done. */
    DROPPED,
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
     * Whether batches are taken a little {@link #later} than they could be, so that more is in
     * them; else by whoever flushes. As {@link #isWritable}.
     */
    default boolean takesLater() {
      return false;
    }

    /**
     * Lets a batch be taken, as soon as the thread is there that will write it. Must not block.
     *
     * @param take takes it, if there still is one, and {@link #send}s it
     */
    default void later(Runnable take) {
      take.run();
    }

    /**
     * Writes a batch, in order, without blocking on the peer.
     *
     * @param batch not empty; not changed any more
     */
    void send(List<P> batch, SendCallback done);
  }

  /** Whose it is. Called on any thread, with no lock held; must not block. */
  @FunctionalInterface
  public interface Owner {

    /** A write failed. Told once. */
    void onWriteFailed();

    /**
     * {@link #fill} has changed in what counts: the client became slow, or is not any more, or
     * events were dropped. Several changes may be told as one.
     */
    default void onFillChanged() {}

    /** A batch was written. */
    default void onWritten(long bytes) {}

    /**
     * What waits has become more or less. Called under locks: touches nothing but memory.
     *
     * @param bytes that wait now, those that are being written included
     * @param more than before; negative if less
     */
    default void onWaiting(long bytes, long more) {}

    /**
     * The client could not take some events: each of them is lost for it.
     *
     * @param events called under locks: touches nothing but memory
     */
    default void onLost(long events) {}
  }

  /**
   * How full it is.
   *
   * @param slow whether more than half of the budget was used, and not yet less than a quarter
   *     again
   * @param bytes that wait or are being written
   * @param dropped events so far
   */
  public record Fill(boolean slow, long bytes, long dropped) {}

  // What has happened to a write: its call has returned, it was told to be over, that was seen to.
  private static final int RETURNED = 1;
  private static final int OVER = 2;
  private static final int LANDED = 4;
  private static final VarHandle STATE = stateOfFlights();

  private static VarHandle stateOfFlights() {
    try {
      return MethodHandles.lookup().findVarHandle(Outbox.Flight.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Object lock = new Object();
  private final Owner owner;
  private final Clock clock;

  @GuardedBy("lock")
  private final Backlog<P> backlog;

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

  /** What the owner was told last. */
  @GuardedBy("lock")
  private boolean toldSlow;

  @GuardedBy("lock")
  private long toldDropped;

  /** Whether there is something to tell. Written under the lock, read first without it. */
  private volatile boolean untold;

  /**
   * An empty outbox without an outlet.
   *
   * @param size of one packet in bytes
   * @param maxBytes that may wait, small packets counting somewhat more than they have; one offer
   *     into an empty outbox is taken whatever its size
   */
  public Outbox(ToIntFunction<? super P> size, long maxBytes, Owner owner) {
    this(size, maxBytes, owner, Clock.system());
  }

  /** The same with a clock of its own. */
  public Outbox(ToIntFunction<? super P> size, long maxBytes, Owner owner, Clock clock) {
    this.clock = clock;
    this.backlog = new Backlog<>(size, maxBytes);
    this.owner = owner;
  }

  /**
   * Queues packets that belong together, all of them or none, and writes if nothing is under way.
   */
  public Offer offer(Collection<? extends P> packets) {
    return offer(packets, WhenFull.CLOSE);
  }

  /** The same for an event, with what becomes of it if there is no room. */
  Offer offer(Collection<? extends P> event, WhenFull policy) {
    Offer offer = enqueue(event, policy);
    flush();
    return offer;
  }

  /**
   * The same without writing, to be followed by {@link #flush}: touches nothing but memory, so it
   * may be called under a lock.
   */
  public Offer enqueue(Collection<? extends P> packets) {
    return enqueue(packets, WhenFull.CLOSE);
  }

  /**
   * Queues an event.
   *
   * @param event its packets; not changed any more
   * @param policy what becomes of it if there is no room, and which one it takes the place of
   */
  public Offer enqueue(Collection<? extends P> event, WhenFull policy) {
    Moment now = Moment.now(clock);
    synchronized (lock) {
      if (closed) {
        return Offer.CLOSED;
      }
      long droppedBefore = backlog.dropped();
      long bytesBefore = backlog.bytes();
      Offer offer = backlog.add(event, policy);
      if (offer == Offer.QUEUED) {
        lastOffer = now;
        owner.onWaiting(backlog.bytes(), backlog.bytes() - bytesBefore);
      }
      long lost = backlog.dropped() - droppedBefore + (offer == Offer.FULL ? 1 : 0);
      if (lost > 0) {
        owner.onLost(lost);
      }
      checkFill();
      return offer;
    }
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
      if (closed) {
        return false;
      }
      if (flight != null
          || !backlog.isEmpty()
          || outlet == null
          || !outlet.isWritable()
          || now.isSameAs(lastOffer)) {
        owner.onLost(1);
        return false;
      }
      long bytesBefore = backlog.bytes();
      backlog.addAlways(packets);
      lastOffer = now;
      owner.onWaiting(backlog.bytes(), backlog.bytes() - bytesBefore);
      checkFill();
    }
    return true;
  }

  /** Sets where batches go from now on; a batch under way finishes first, on the old one. */
  public void attach(Outlet<P> next) {
    synchronized (lock) {
      outlet = next;
    }
    flush();
  }

  /** Writes what is queued, if nothing is under way and the outlet is writable. */
  public void flush() {
    drain(false);
    tellFill();
  }

  /** Drops what waits, and everything offered later. A write under way is not interrupted. */
  public void close() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      long bytesBefore = backlog.bytes();
      backlog.clear();
      if (flight != null) {
        backlog.settle(flight.batch);
      }
      owner.onWaiting(backlog.bytes(), backlog.bytes() - bytesBefore);
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
      if (flight != null || !backlog.isEmpty()) {
        whenEmpty = task;
        return;
      }
    }
    task.run();
  }

  /** Bytes that wait or are being written. */
  public long queuedBytes() {
    synchronized (lock) {
      return backlog.bytes();
    }
  }

  /** How full it is now. */
  public Fill fill() {
    synchronized (lock) {
      return backlog.fill();
    }
  }

  /** Whether all of these would be taken now, with nothing dropped for them. */
  public boolean hasRoomFor(Collection<? extends P> packets) {
    synchronized (lock) {
      return backlog.hasRoomFor(packets);
    }
  }

  /** Whether nothing waits and nothing is being written. */
  public boolean isIdle() {
    synchronized (lock) {
      return flight == null && backlog.isEmpty();
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

  /**
   * A loop, not a recursion: some containers complete a write within the call that began it.
   *
   * @param late whether the outlet has waited for this, if it does
   */
  private void drain(boolean late) {
    for (; ; ) {
      Flight next = null;
      Outlet<P> to;
      synchronized (lock) {
        to = outlet;
        if (flight != null || backlog.isEmpty() || to == null || !to.isWritable()) {
          return;
        }
        if (late || !to.takesLater()) {
          next = new Flight(backlog.take());
          flight = next;
        }
      }
      if (next == null) {
        to.later(() -> drain(true));
        return;
      }
      next.depart(to);
      if (!next.hasLanded()) {
        return;
      }
    }
  }

  @GuardedBy("lock")
  private void checkFill() {
    if (backlog.isSlow() != toldSlow || backlog.dropped() != toldDropped) {
      untold = true;
    }
  }

  private void tellFill() {
    if (!untold) {
      return;
    }
    synchronized (lock) {
      if (!untold || closed) {
        return;
      }
      untold = false;
      toldSlow = backlog.isSlow();
      toldDropped = backlog.dropped();
    }
    owner.onFillChanged();
  }

  /** One write; one object for it, as there is one for each recipient of each event. */
  private final class Flight implements SendCallback {
    private final Backlog.Batch<P> batch;

    /** Bits of what has happened. Any thread. */
    @SuppressWarnings("UnusedVariable") // STATE reads and changes it.
    private volatile int state;

    Flight(Backlog.Batch<P> batch) {
      this.batch = batch;
    }

    void depart(Outlet<P> to) {
      try {
        to.send(batch.packets(), this);
      } catch (RuntimeException e) {
        done(e);
      }
    }

    /** Asked by the drainer after the call; if not landed yet, the callback drains on. */
    boolean hasLanded() {
      return (note(RETURNED) & LANDED) != 0;
    }

    /** Notes that something has happened; returns what had before. */
    private int note(int bit) {
      return (int) STATE.getAndBitwiseOr(this, bit);
    }

    @Override
    public void done(@Nullable Throwable failure) {
      if ((note(OVER) & OVER) != 0) {
        return;
      }
      Runnable empty = land(failure != null);
      if (failure != null) {
        owner.onWriteFailed();
      } else {
        owner.onWritten(batch.bytes());
        if (empty != null) {
          empty.run();
        }
      }
      // Last: a drainer that is told to go on must find that this flight is over.
      if ((note(LANDED) & RETURNED) != 0) {
        flush();
      }
    }

    /** Ends the flight; returns what waited for the outbox to be empty. */
    private @Nullable Runnable land(boolean failed) {
      synchronized (lock) {
        flight = null;
        if (!closed) {
          backlog.settle(batch);
          owner.onWaiting(backlog.bytes(), -batch.bytes());
          checkFill();
        }
        if (failed) {
          outlet = null;
          return null;
        }
        if (!backlog.isEmpty()) {
          return null;
        }
        Runnable empty = whenEmpty;
        whenEmpty = null;
        return empty;
      }
    }
  }
}
