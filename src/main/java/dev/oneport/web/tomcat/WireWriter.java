package dev.oneport.web.tomcat;

import dev.oneport.concurrent.Timers;
import dev.oneport.engineio.SendCallback;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connection of Tomcat, for writing. Any thread: whoever finds nobody at work writes what waits,
 * and what others bring meanwhile. It writes under the lock of its {@link Wire}, though without
 * ever waiting for the peer.
 */
final class WireWriter {
  /** A write that fails since the peer has closed is told after the close. */
  private static final int GRACE_MILLIS = 100;

  private final Wire wire;
  private final Lock lock;
  private final Timers timers;
  private final Queue<Out> waiting = new ConcurrentLinkedQueue<>();

  /** The latest ping that is not answered; older ones need not be. */
  private final AtomicReference<byte @Nullable []> pong = new AtomicReference<>();

  /** Calls that found somebody at work, and the one at work. */
  private final AtomicInteger work = new AtomicInteger();

  /** What has failed and was not told yet. Any thread; who removes one tells. */
  private final Queue<Out> failed = new ConcurrentLinkedQueue<>();

  // With the lock held.

  /** What is written and has not all left yet; a chain. */
  private @Nullable Out leaving;

  private @Nullable Out lastLeaving;

  /** Whether Tomcat is to say when there is room again. */
  private boolean blocked;

  private boolean lastWritten;
  private boolean peerClosed;

  /** Whether Tomcat has called, and closes the connection on return if it is over. */
  private boolean called;

  /** Whether nothing is left to be done with the connection. Written with the lock held. */
  private volatile boolean over;

  /** Whether the end was told: from now on a write that fails is nobody's news. */
  private volatile boolean ended;

  /** What is to be written together, and a link of the chain of what has been. */
  private static final class Out {
    final List<?> batch;
    final Function<Object, byte[]> form;
    final SendCallback done;
    final boolean last;
    @Nullable Out next;
    @Nullable IOException failure;

    Out(List<?> batch, Function<Object, byte[]> form, SendCallback done, boolean last) {
      this.batch = batch;
      this.form = form;
      this.done = done;
      this.last = last;
    }
  }

  WireWriter(Wire wire, Timers timers) {
    this.wire = wire;
    this.lock = wire.lock();
    this.timers = timers;
  }

  /**
   * Writes, in order.
   *
   * @param form of each: what goes over the wire
   * @param last whether nothing is written after it; once the peer has closed, too, the connection
   *     is closed
   */
  @SuppressWarnings("unchecked") // The function is applied to what is in the list alone.
  <P> void send(List<P> batch, Function<? super P, byte[]> form, SendCallback done, boolean last) {
    waiting.add(new Out(batch, (Function<Object, byte[]>) form, done, last));
    work();
  }

  /** Writes an answer, in place of an earlier one that has not left. */
  void answer(byte[] bytes) {
    pong.set(bytes);
    work();
  }

  /** Tomcat calls; until {@link #returning} it holds the lock, as whoever calls what follows. */
  void called() {
    called = true;
  }

  /** Returns whether the connection is to be closed. */
  boolean returning() {
    called = false;
    return over;
  }

  /** The peer has closed, or need not: nothing is awaited after what is written last. */
  void onPeerClosed() {
    lock.lock();
    try {
      peerClosed = true;
    } finally {
      lock.unlock();
    }
    work();
  }

  /** There is room again. */
  void onWritable() {
    lock.lock();
    try {
      blocked = false;
    } finally {
      lock.unlock();
    }
    work();
  }

  /** The connection is of no use any more. */
  void giveUp() {
    lock.lock();
    try {
      over = true;
    } finally {
      lock.unlock();
    }
  }

  /** The connection is closed: what waits is not written. */
  void end() {
    ended = true;
    over = true;
    failed.forEach(this::tellFailed);
    work();
  }

  /** A loop, not a recursion: who is told that a write is over brings the next one. */
  private void work() {
    if (work.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      Out landed;
      lock.lock();
      try {
        landed = write();
      } finally {
        lock.unlock();
      }
      while (landed != null) {
        Out next = landed.next;
        tell(landed);
        landed = next;
      }
      seen = work.addAndGet(-seen);
    } while (seen != 0);
  }

  private void tell(Out landed) {
    IOException failure = landed.failure;
    if (failure == null || ended) {
      landed.done.done(failure);
    } else {
      failed.add(landed);
      timers.schedule(GRACE_MILLIS, () -> tellFailed(landed));
      if (ended) {
        tellFailed(landed);
      }
    }
  }

  private void tellFailed(Out out) {
    if (failed.remove(out)) {
      out.done.done(out.failure);
    }
  }

  /** Writes what waits; returns what has left, or never will. */
  private @Nullable Out write() {
    if (blocked && !over) {
      return null;
    }
    try {
      if (over) {
        throw new IOException("the connection is closed");
      }
      takeWaiting();
      blocked = !wire.flush();
      if (blocked) {
        return null;
      }
    } catch (IOException e) {
      return lost(e);
    }
    if (lastWritten && peerClosed) {
      finish();
    }
    return left();
  }

  private void takeWaiting() throws IOException {
    for (Out out = waiting.poll(); out != null; out = waiting.poll()) {
      append(out);
      if (lastWritten) {
        out.failure = new IOException("the connection is closed");
        continue;
      }
      for (Object each : out.batch) {
        wire.write(out.form.apply(each));
      }
      lastWritten = out.last;
    }
    byte[] answer = pong.getAndSet(null);
    if (answer != null && !lastWritten) {
      wire.write(answer);
    }
  }

  private void append(Out out) {
    if (lastLeaving == null) {
      leaving = out;
    } else {
      lastLeaving.next = out;
    }
    lastLeaving = out;
  }

  private @Nullable Out left() {
    Out all = leaving;
    leaving = null;
    lastLeaving = null;
    return all;
  }

  /** Nothing can be written any more. What the client has sent before may still be read. */
  private @Nullable Out lost(IOException why) {
    if (!over) {
      timers.schedule(GRACE_MILLIS, this::abandon);
    }
    lastWritten = true;
    for (Out out = waiting.poll(); out != null; out = waiting.poll()) {
      append(out);
    }
    for (Out out = leaving; out != null; out = out.next) {
      out.failure = why;
    }
    return left();
  }

  private void finish() {
    over = true;
    if (!called) {
      wire.disconnect();
    }
  }

  /** Gives up a peer that does not take what is being written. */
  void abandonIfBlocked() {
    lock.lock();
    try {
      if (blocked) {
        abandon();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives up a peer that takes or answers nothing. */
  void abandon() {
    lock.lock();
    try {
      if (!over) {
        over = true;
        wire.disconnect();
      }
    } finally {
      lock.unlock();
    }
  }
}
