package dev.oneport.web.websocket;

import dev.oneport.engineio.SendCallback;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Tells once that some messages have been sent, or that one of them could not be. Any thread. */
final class AllSent implements SendCallback {
  private final SendCallback done;

  /** Of messages; below one once it has been told. */
  private final AtomicInteger left;

  /**
   * Of some messages.
   *
   * @param count at least 1: how often this is told
   */
  AllSent(int count, SendCallback done) {
    this.left = new AtomicInteger(count);
    this.done = done;
  }

  @Override
  public void done(@Nullable Throwable failure) {
    if (failure == null) {
      if (left.decrementAndGet() == 0) {
        done.done(null);
      }
    } else if (left.getAndSet(0) > 0) {
      done.done(failure);
    }
  }
}
