package dev.oneport.testing;

import dev.oneport.engineio.SendCallback;
import dev.oneport.engineio.transport.FrameBatch;
import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.protocol.websocket.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The far end of a WebSocket: text frames are recorded as they are, binary ones as {@code #} and
 * hex digits, the close as {@code close 1000 reason}. Writes are done at once, unless {@link #hold}
 * was called.
 */
public final class RecordingFrameSink implements FrameSink {
  private final List<String> frames = new ArrayList<>();
  private final List<Integer> batches = new ArrayList<>();
  private final Queue<SendCallback> held = new ArrayDeque<>();
  private boolean holding;
  private boolean closed;

  /** From now on a write is under way until {@link #complete}. */
  public synchronized void hold() {
    holding = true;
  }

  /** Ends the write that is under way, well. */
  public void complete() {
    nextHeld().done(null);
  }

  /** Ends the write that is under way, badly. */
  public void fail(Throwable failure) {
    nextHeld().done(failure);
  }

  /** Completes what is under way and holds no more. */
  public void release() {
    synchronized (this) {
      holding = false;
    }
    for (SendCallback next = pollHeld(); next != null; next = pollHeld()) {
      next.done(null);
    }
  }

  /** How many writes are under way. */
  public synchronized int writesUnderWay() {
    return held.size();
  }

  /** What was written since the last call. */
  public synchronized List<String> take() {
    List<String> all = List.copyOf(frames);
    frames.clear();
    return all;
  }

  /** How many messages each write had since the last call. */
  public synchronized List<Integer> takeBatchSizes() {
    List<Integer> all = List.copyOf(batches);
    batches.clear();
    return all;
  }

  /** The first of what was written since the last call; the rest stays. */
  public synchronized String takeFirst() {
    return frames.remove(0);
  }

  @Override
  public <P> void send(List<P> batch, Function<? super P, Frame> form, SendCallback done) {
    synchronized (this) {
      batches.add(batch.size());
    }
    FrameBatch.write(batch, (each, written) -> write(text(form.apply(each)), written), done);
  }

  private static String text(Frame frame) {
    if (frame.isText() || frame.isPing()) {
      return frame.isPing() ? "ping" : frame.text();
    }
    ByteBuffer data = frame.data();
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    return "#" + HexFormat.of().formatHex(bytes);
  }

  @Override
  public synchronized void close(int code, String reason) {
    if (!closed) {
      closed = true;
      frames.add("close " + code + (reason.isEmpty() ? "" : " " + reason));
    }
  }

  private void write(String frame, SendCallback done) {
    IOException failure;
    synchronized (this) {
      failure = closed ? new IOException("closed") : null;
      if (failure == null) {
        frames.add(frame);
        if (holding) {
          held.add(done);
          return;
        }
      }
    }
    done.done(failure);
  }

  private SendCallback nextHeld() {
    SendCallback next = pollHeld();
    if (next == null) {
      throw new IllegalStateException("no write is under way");
    }
    return next;
  }

  private synchronized @Nullable SendCallback pollHeld() {
    return held.poll();
  }
}
