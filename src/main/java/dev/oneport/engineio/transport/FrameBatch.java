package dev.oneport.engineio.transport;

import dev.oneport.engineio.SendCallback;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames one after the other, each when the one before is done: in a loop when the container
 * completes within the call, else from its callback.
 *
 * @param <F> a frame
 */
public final class FrameBatch<F> {
  private static final int IN_CALL = 0;
  private static final int RETURNED = 1;
  private static final int DONE = 2;

  private final List<F> frames;
  private final BiConsumer<F, SendCallback> write;
  private final SendCallback whenWritten;

  /** Of the frame to write next. Touched by whoever continues: one thread at a time. */
  private int next;

  /** Why a frame could not be written; null as long as all could. As {@link #next}. */
  private @Nullable Throwable failed;

  private FrameBatch(List<F> frames, BiConsumer<F, SendCallback> write, SendCallback whenWritten) {
    this.frames = frames;
    this.write = write;
    this.whenWritten = whenWritten;
  }

  /**
   * Writes all frames.
   *
   * @param write begins the write of one frame
   * @param done told when the last was written, or the first that failed
   */
  public static <F> void write(
      List<F> frames, BiConsumer<F, SendCallback> write, SendCallback done) {
    new FrameBatch<>(frames, write, done).go();
  }

  private void go() {
    while (next < frames.size()) {
      F frame = frames.get(next++);
      AtomicInteger state = new AtomicInteger(IN_CALL);
      write.accept(frame, failure -> onWritten(state, failure));
      if (state.compareAndSet(IN_CALL, RETURNED)) {
        return;
      }
    }
    whenWritten.done(failed);
  }

  private void onWritten(AtomicInteger state, @Nullable Throwable failure) {
    if (failure != null && state.get() != DONE) {
      failed = failure;
      next = frames.size();
    }
    if (state.getAndSet(DONE) == RETURNED) {
      go();
    }
  }
}
