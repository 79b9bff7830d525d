package dev.oneport.web.tomcat;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.concurrent.OwnThreads;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A few threads that read any number of connections: no message changes threads before it is
 * understood, and many that come at once cost one wait. Started when the first connection comes.
 * Any thread.
 */
public final class SocketLoops implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SocketLoops.class.getName());
  private static final int BUFFER_BYTES = 64 << 10;
  private static final int CLOSE_SECONDS = 5;

  private final OwnThreads threads;
  private final int count;

  @GuardedBy("this")
  private final List<Loop> loops = new ArrayList<>();

  @GuardedBy("this")
  private int next;

  @GuardedBy("this")
  private boolean closed;

  /** Whose connection it is. Called by its loop's thread alone; must not block. */
  interface Reader {

    /**
     * Something is there, or the end.
     *
     * @param buffer to read into, cleared; the loop's own
     */
    void onReadable(ByteBuffer buffer);

    /** There is room again. */
    void onWritable();

    /** One of the others has failed, which it must not: the connection is to be given up. */
    void onFailure();
  }

  /** One connection of a loop. Any thread. */
  static final class Registration {
    private final SelectionKey key;

    Registration(SelectionKey key) {
      this.key = key;
    }

    /** From now on its reader is told when something is there. */
    void read() {
      add(SelectionKey.OP_READ);
    }

    /** Its reader is told once when there is room. */
    void write() {
      add(SelectionKey.OP_WRITE);
    }

    private void add(int operation) {
      try {
        key.interestOpsOr(operation);
        key.selector().wakeup();
      } catch (CancelledKeyException over) {
        // Nobody waits for anything any more.
      }
    }

    /** Its reader is told nothing more. */
    void cancel() {
      key.cancel();
      // What was closed is only let go of in the next round.
      key.selector().wakeup();
    }
  }

  /**
   * None is started yet.
   *
   * @param count how many there may be
   */
  public SocketLoops(OwnThreads threads, int count) {
    this.threads = threads;
    this.count = count;
  }

  /**
   * Gives a connection to one of the loops; nothing is read before it is said.
   *
   * @param channel must not block
   * @throws IOException if that is not possible, or not any more
   */
  Registration register(SocketChannel channel, Reader reader) throws IOException {
    Selector selector = next().selector;
    try {
      return new Registration(channel.register(selector, 0, reader));
    } catch (ClosedSelectorException stopping) {
      throw new IOException(stopping);
    }
  }

  private synchronized Loop next() throws IOException {
    if (closed) {
      throw new IOException("no connection is read any more");
    }
    next = (next + 1) % count;
    if (next >= loops.size()) {
      Loop loop = new Loop(Selector.open());
      threads.newThread(loop::run).start();
      loops.add(loop);
      next = loops.size() - 1;
    }
    return loops.get(next);
  }

  private static final class Loop {
    final Selector selector;
    final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

    Loop(Selector selector) {
      this.selector = selector;
    }

    void run() {
      while (selector.isOpen()) {
        try {
          selector.select(this::handle);
        } catch (ClosedSelectorException stopped) {
          return;
        } catch (IOException e) {
          LOG.log(Level.ERROR, "loop-failed: A selector failed, and is asked again", e);
        }
      }
    }

    private void handle(SelectionKey key) {
      Reader reader = (Reader) key.attachment();
      try {
        int ready = key.readyOps();
        if ((ready & SelectionKey.OP_READ) != 0) {
          reader.onReadable(buffer.clear());
        }
        if ((ready & SelectionKey.OP_WRITE) != 0) {
          key.interestOpsAnd(~SelectionKey.OP_WRITE);
          reader.onWritable();
        }
      } catch (CancelledKeyException over) {
        // Another thread was faster.
      } catch (RuntimeException | LinkageError | AssertionError e) {
        LOG.log(Level.ERROR, "connection-failed: A connection is given up", e);
        reader.onFailure();
      }
    }
  }

  /** Ends the threads. Connections are not closed, but nobody reads them any more. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      for (Loop loop : loops) {
        try {
          loop.selector.close();
        } catch (IOException e) {
          LOG.log(Level.DEBUG, "a selector could not be closed: {0}", e.toString());
        }
      }
    }
    threads.awaitEnd(CLOSE_SECONDS);
  }
}
