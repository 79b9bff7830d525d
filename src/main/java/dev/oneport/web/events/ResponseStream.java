package dev.oneport.web.events;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.engineio.SendCallback;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The body of one answer that does not end: written piece by piece, never blocking on the client.
 *
 * <p>{@link #write} is called by one thread at a time, the next one once the write before is done;
 * {@link #end} by any. Between them and the container's calls, whoever holds the {@code PUMPING}
 * turn is alone with the output, as Servlet 6.0, section 3.7 demands.
 *
 * <pre>
 * turn      write             onWritePossible    end                       error
 * WAITING   kept              -> PUMPING         kept; at once if hard     -> OVER
 * PUMPING   kept              -                  kept                      -> OVER
 * IDLE      -> PUMPING        -                  -> OVER                   -> OVER
 * OVER      fails             -                  -                         -
 * </pre>
 */
final class ResponseStream implements WriteListener {
  private enum Turn {
    /** The container calls when it can take more. */
    WAITING,
    /** A thread is writing. */
    PUMPING,
    /** The container can take more, and there is nothing to write. */
    IDLE,
    /** Nothing may be touched any more. */
    OVER
  }

  private final AsyncContext context;
  private final ServletOutputStream output;
  private final Executor workers;
  private final Runnable onGone;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private Turn turn = Turn.WAITING;

  @GuardedBy("lock")
  private @Nullable Piece piece;

  @GuardedBy("lock")
  private boolean ending;

  /** Whether the container called while a thread was about to find that it has to wait. */
  @GuardedBy("lock")
  private boolean calledMeanwhile;

  /** One write on its way through the container. Confined to the turn. */
  private static final class Piece {
    final byte[] bytes;
    final SendCallback done;
    boolean written;
    boolean flushed;

    Piece(byte[] bytes, SendCallback done) {
      this.bytes = bytes;
      this.done = done;
    }
  }

  /**
   * A stream whose first bytes the container has not asked for yet: the caller sets it as the
   * output's write listener next.
   *
   * @param workers ends requests whose client does not read
   * @param onGone called when the client is gone; any thread, at most once, not after {@link #end}
   */
  ResponseStream(
      AsyncContext context, ServletOutputStream output, Executor workers, Runnable onGone) {
    this.context = context;
    this.output = output;
    this.workers = workers;
    this.onGone = onGone;
  }

  /**
   * Writes a piece.
   *
   * @param done told when the container has handed it to the network, or that it never will
   */
  void write(byte[] bytes, SendCallback done) {
    boolean refused;
    boolean mine = false;
    synchronized (lock) {
      refused = ending || turn == Turn.OVER;
      if (!refused) {
        piece = new Piece(bytes, done);
        mine = turn == Turn.IDLE;
        turn = mine ? Turn.PUMPING : turn;
      }
    }
    if (refused) {
      done.done(new IOException("the stream has ended"));
    } else if (mine) {
      pump();
    }
  }

  /**
   * Ends the answer: what is being written is given up if the client does not take it. The second
   * call does nothing.
   */
  void end() {
    synchronized (lock) {
      if (ending || turn == Turn.OVER) {
        return;
      }
      ending = true;
      if (turn == Turn.PUMPING) {
        return; // The pump sees it next.
      }
      turn = Turn.OVER;
    }
    // The container may write out what it has buffered, for as long as its own timeout allows.
    workers.execute(() -> finish(new IOException("the stream was ended")));
  }

  @Override
  public void onWritePossible() {
    synchronized (lock) {
      if (turn == Turn.PUMPING) {
        calledMeanwhile = true;
      }
      if (turn != Turn.WAITING) {
        return;
      }
      turn = Turn.PUMPING;
    }
    pump();
  }

  @Override
  public void onError(Throwable failure) {
    fail(failure);
  }

  /** The container has ended the request, for whatever reason. */
  void onRequestOver() {
    fail(new IOException("the request is over"));
  }

  /** Alone with the output until the container is full, or nothing is left. */
  private void pump() {
    try {
      for (; ; ) {
        boolean ready = output.isReady();
        Turn next;
        Piece current;
        synchronized (lock) {
          if (turn == Turn.OVER) {
            return; // Whoever ended it finishes it.
          }
          current = piece;
          next = nextTurn(ready, current);
          turn = next;
        }
        if (next == Turn.OVER) {
          finish(new IOException("the stream was ended"));
          return;
        }
        if (next != Turn.PUMPING) {
          return;
        }
        if (ready && current != null) {
          advance(current);
        }
      }
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  @GuardedBy("lock")
  private Turn nextTurn(boolean ready, @Nullable Piece current) {
    boolean called = calledMeanwhile;
    calledMeanwhile = false;
    if (ending && (!ready || current == null || current.flushed)) {
      return Turn.OVER;
    }
    if (!ready) {
      return called ? Turn.PUMPING : Turn.WAITING;
    }
    return current == null ? Turn.IDLE : Turn.PUMPING;
  }

  /** One step of a piece: each may only follow a positive {@code isReady}. */
  private void advance(Piece next) throws IOException {
    if (!next.written) {
      next.written = true;
      output.write(next.bytes);
    } else if (!next.flushed) {
      next.flushed = true;
      output.flush();
    } else {
      synchronized (lock) {
        piece = null;
      }
      next.done.done(null);
    }
  }

  private void fail(Throwable failure) {
    boolean first;
    boolean wasEnding;
    synchronized (lock) {
      first = turn != Turn.OVER;
      wasEnding = ending;
      turn = Turn.OVER;
      ending = true;
    }
    if (first) {
      finish(failure);
      if (!wasEnding) {
        onGone.run();
      }
    }
  }

  /** Called once, by whoever set the turn to {@code OVER}. */
  private void finish(Throwable why) {
    Piece left;
    synchronized (lock) {
      left = piece;
      piece = null;
    }
    try {
      context.complete();
    } catch (RuntimeException endedByContainer) {
      // Nothing is left to do for a request that is over.
    }
    if (left != null) {
      left.done.done(left.flushed ? null : why);
    }
  }
}
