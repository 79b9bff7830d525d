package dev.oneport.web.tomcat;

import dev.oneport.concurrent.Timers;
import dev.oneport.engineio.SendCallback;
import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.protocol.websocket.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
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
final class TomcatFrameSink implements FrameSink {
  /** How long a peer may take to answer a close. */
  private static final int CLOSE_MILLIS = 5_000;

  /** A write that fails since the peer has closed is told after the close. */
  private static final int GRACE_MILLIS = 100;

  private final Wire wire;
  private final Lock lock;
  private final Timers timers;
  private final Queue<Out> waiting = new ConcurrentLinkedQueue<>();

  /** The latest ping that is not answered; older ones need not be. */
  private final AtomicReference<@Nullable Frame> pong = new AtomicReference<>();

  /** Calls that found somebody at work, and the one at work. */
  private final AtomicInteger work = new AtomicInteger();

  private final AtomicBoolean closed = new AtomicBoolean();

  // With the lock held.

  /** What is written and has not all left yet; a chain. */
  private @Nullable Out leaving;

  private @Nullable Out lastLeaving;

  /** Whether Tomcat is to say when there is room again. */
  private boolean blocked;

  private boolean closeWritten;
  private boolean peerClosed;

  /** Whether Tomcat has called, and closes the connection on return if it is over. */
  private boolean called;

  /** Whether nothing is left to be done with the connection. Written with the lock held. */
  private volatile boolean over;

  /** Frames to be written together, and a link of the chain of those that have been. */
  private static final class Out {
    final List<?> batch;
    final Function<Object, Frame> form;
    final SendCallback done;
    final boolean close;
    @Nullable Out next;
    @Nullable IOException failure;

    Out(List<?> batch, Function<Object, Frame> form, SendCallback done, boolean close) {
      this.batch = batch;
      this.form = form;
      this.done = done;
      this.close = close;
    }
  }

  TomcatFrameSink(Wire wire, Timers timers) {
    this.wire = wire;
    this.lock = wire.lock();
    this.timers = timers;
  }

  @Override
  @SuppressWarnings("unchecked") // The function is applied to what is in the list alone.
  public <P> void send(List<P> batch, Function<? super P, Frame> form, SendCallback done) {
    add(new Out(batch, (Function<Object, Frame>) form, done, false));
  }

  private void send(Frame frame, SendCallback done, boolean close) {
    add(new Out(List.of(frame), Frame.class::cast, done, close));
  }

  private void add(Out out) {
    waiting.add(out);
    work();
  }

  @Override
  public void sendText(String text, SendCallback done) {
    send(Frame.text(text), done, false);
  }

  @Override
  public void sendBinary(ByteBuffer data, SendCallback done) {
    send(Frame.binary(data), done, false);
  }

  @Override
  public void sendPing(SendCallback done) {
    send(Frame.ping(), done, false);
  }

  /** Answers a ping. */
  void pong(ByteBuffer data) {
    pong.set(Frame.pong(data));
    work();
  }

  @Override
  public void close(int code, String reason) {
    if (closed.compareAndSet(false, true)) {
      timers.scheduleOrAtEnd(CLOSE_MILLIS, this::abandon);
      send(Frame.close(code, reason), failure -> {}, true);
    }
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

  /** The peer has closed; it is answered. */
  void onPeerClose(int code) {
    peerClosed = true;
    close(code, "");
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
    over = true;
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
    if (failure == null || over) {
      landed.done.done(failure);
    } else {
      timers.schedule(GRACE_MILLIS, () -> landed.done.done(failure));
    }
  }

  /** Writes what waits; returns what has left, or never will. */
  private @Nullable Out write() {
    if (blocked && !over) {
      return null;
    }
    try {
      if (over) {
        throw new IOException("the WebSocket is closed");
      }
      takeWaiting();
      blocked = !wire.flush();
      if (blocked) {
        return null;
      }
    } catch (IOException e) {
      return lost(e);
    }
    if (closeWritten && peerClosed) {
      finish();
    }
    return left();
  }

  private void takeWaiting() throws IOException {
    for (Out out = waiting.poll(); out != null; out = waiting.poll()) {
      append(out);
      if (closeWritten) {
        out.failure = new IOException("the WebSocket is closed");
        continue;
      }
      for (Object each : out.batch) {
        wire.write(out.form.apply(each).bytes());
      }
      closeWritten = out.close;
    }
    Frame answer = pong.getAndSet(null);
    if (answer != null && !closeWritten) {
      wire.write(answer.bytes());
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
    closeWritten = true;
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

  /** Gives up a peer that does not answer. */
  private void abandon() {
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
