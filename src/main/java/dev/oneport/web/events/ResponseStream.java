package dev.oneport.web.events;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.engineio.SendCallback;
import dev.oneport.web.AsyncRequest;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
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

  private final AsyncRequest request;
  private final ServletOutputStream output;
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

    /** Done to the answer before it is written; null for nothing. */
    final @Nullable Runnable before;

    boolean written;

    /** Read by whoever settles it, too. */
    volatile boolean flushed;

    Piece(byte[] bytes, @Nullable Runnable before, SendCallback done) {
      this.bytes = bytes;
      this.before = before;
      this.done = done;
    }
  }

  /**
   * A stream whose first bytes the container has not asked for yet: the caller sets it as the
   * output's write listener next.
   *
   * @param onGone called when the client is gone; any thread, at most once, not after {@link #end}
   */
  ResponseStream(AsyncRequest request, ServletOutputStream output, Runnable onGone) {
    this.request = request;
    this.output = output;
    this.onGone = onGone;
  }

  /**
   * Writes a piece.
   *
   * @param done told when the container has handed it to the network, or that it never will
   */
  void write(byte[] bytes, SendCallback done) {
    write(new Piece(bytes, null, done));
  }

  /**
   * Writes all there is, as the first thing.
   *
   * @param before sets headers that tell of it
   */
  void writeAll(byte[] bytes, Runnable before, SendCallback done) {
    write(new Piece(bytes, before, done));
  }

  private void write(Piece next) {
    boolean refused;
    boolean mine = false;
    synchronized (lock) {
      refused = ending || turn == Turn.OVER;
      if (!refused) {
        piece = next;
        mine = turn == Turn.IDLE;
        turn = mine ? Turn.PUMPING : turn;
      }
    }
    if (refused) {
      next.done.done(new IOException("the stream has ended"));
    } else if (mine) {
      pump();
    }
  }

  /**
   * Ends the answer: what is being written is given up if the client does not take it. The second
   * call does nothing.
   */
  void end() {
    Piece left;
    synchronized (lock) {
      if (ending || turn == Turn.OVER) {
        return;
      }
      ending = true;
      if (turn == Turn.PUMPING) {
        return; // The pump sees it next.
      }
      left = takeOver();
    }
    finish(left);
  }

  /**
   * Whoever calls this is the one to settle what is left, and to see to it that all is completed.
   */
  @GuardedBy("lock")
  private @Nullable Piece takeOver() {
    Piece left = piece;
    piece = null;
    turn = Turn.OVER;
    ending = true;
    return left;
  }

  private void finish(@Nullable Piece left) {
    settle(left, new IOException("the stream was ended"));
    request.completeOnWorker();
  }

  private static void settle(@Nullable Piece left, Throwable why) {
    if (left != null) {
      left.done.done(left.flushed ? null : why);
    }
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
    if (fail(failure)) {
      request.writeFailed();
    }
    request.awaitOutside();
  }

  /** The container completes the request if that has not happened when this returns. */
  void onRequestBroken(@Nullable Throwable failure) {
    fail(failure == null ? new IOException("the request broke") : failure);
    request.broken();
  }

  /** The container has ended the request, for whatever reason. */
  void onRequestOver() {
    request.over();
    fail(new IOException("the request is over"));
    request.awaitOutside();
  }

  private void pump() {
    try {
      writeWhilePossible();
    } catch (IOException | RuntimeException e) {
      onError(e);
    }
  }

  /** Alone with the output until the container is full, or nothing is left. */
  private void writeWhilePossible() throws IOException {
    while (enter()) {
      boolean ready;
      try {
        ready = output.isReady();
      } finally {
        request.leave();
      }
      Turn next;
      Piece current;
      synchronized (lock) {
        if (turn == Turn.OVER) {
          return; // Whoever ended it completes it.
        }
        current = piece;
        next = nextTurn(ready, current);
        turn = next;
        if (next == Turn.OVER) {
          takeOver();
        }
      }
      if (next == Turn.OVER) {
        finish(current);
      }
      if (next != Turn.PUMPING) {
        return;
      }
      if (ready && current != null) {
        advance(current);
      }
    }
  }

  private interface Touch {
    void run() throws IOException;
  }

  private void touch(Touch step) throws IOException {
    if (enter()) {
      try {
        step.run();
      } finally {
        request.leave();
      }
    }
  }

  /**
   * Whether the output may be touched still; to be followed by {@link AsyncRequest#leave}. Once it
   * is over nobody enters, so that whoever waits for us to be outside does not wait in vain.
   */
  private boolean enter() {
    synchronized (lock) {
      if (turn == Turn.OVER) {
        return false;
      }
      request.enter();
      return true;
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
      touch(
          () -> {
            if (next.before != null) {
              next.before.run();
            }
            output.write(next.bytes);
          });
    } else if (!next.flushed) {
      touch(
          () -> {
            output.flush();
            next.flushed = true;
          });
    } else {
      boolean mine;
      synchronized (lock) {
        mine = piece == next; // Not if it has failed meanwhile: who took it over has settled it.
        if (mine) {
          piece = null;
        }
      }
      if (mine) {
        next.done.done(null);
      }
    }
  }

  /**
   * The client is gone, as far as is known here.
   *
   * @return whether that is news
   */
  private boolean fail(Throwable why) {
    boolean wasEnding;
    Piece left;
    synchronized (lock) {
      if (turn == Turn.OVER) {
        return false;
      }
      wasEnding = ending;
      left = takeOver();
    }
    settle(left, why);
    if (!wasEnding) {
      onGone.run();
    }
    return true;
  }
}
