package dev.oneport.web.tomcat;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.engineio.SendCallback;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The body of one answer of HTTP/1.1 that ends with its connection. Tomcat keeps nothing for its
 * request meanwhile. {@link #write} and {@link #end} may be called by any thread, before the
 * connection is ours, too.
 */
public final class TomcatStream extends TomcatConnection {
  private static final SendCallback IGNORE = failure -> {};

  private final Object lock = new Object();

  private @Nullable Runnable onGone;

  /** Null until the connection is ours. Written with the lock held. */
  private volatile @Nullable WireWriter writer;

  /** What was written before; null if nothing was. */
  @GuardedBy("lock")
  private @Nullable Runnable early;

  @GuardedBy("lock")
  private boolean ended;

  /** For Tomcat alone. */
  public TomcatStream() {}

  /**
   * Before the request is over.
   *
   * @param task told when the client is gone, or the stream has ended
   */
  void begin(Runnable task) {
    onGone = task;
  }

  /**
   * Writes, in order; never blocks.
   *
   * @param form of each: what goes over the wire
   * @param done told when the last has left, or the first that failed
   */
  public <P> void write(List<P> batch, Function<? super P, byte[]> form, SendCallback done) {
    WireWriter open = writer;
    if (open == null) {
      synchronized (lock) {
        open = writer;
        if (open == null) {
          early = () -> Objects.requireNonNull(writer).send(batch, form, done, false);
          return;
        }
      }
    }
    open.send(batch, form, done, false);
  }

  /**
   * Ends it: what is being written is given up if the client does not take it. The second call does
   * nothing.
   */
  public void end() {
    WireWriter open;
    synchronized (lock) {
      if (ended) {
        return;
      }
      ended = true;
      open = writer;
    }
    if (open != null) {
      end(open);
    }
  }

  private static void end(WireWriter open) {
    open.onPeerClosed();
    open.send(List.of(), Function.identity(), IGNORE, true);
    open.abandonIfBlocked();
  }

  @Override
  void onOpen(WireWriter opened) {
    Runnable first;
    boolean over;
    synchronized (lock) {
      writer = opened;
      first = early;
      early = null;
      over = ended;
    }
    if (first != null) {
      first.run();
    }
    if (over) {
      end(opened);
    }
  }

  /** Who has asked for a stream has nothing more to say. */
  @Override
  void onBytes(ByteBuffer bytes) {
    bytes.position(bytes.limit());
  }

  @Override
  void onEnd() {
    Objects.requireNonNull(onGone).run();
  }
}
