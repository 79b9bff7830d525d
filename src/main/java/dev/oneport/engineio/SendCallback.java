package dev.oneport.engineio;

import org.jspecify.annotations.Nullable;

/** Told once how a write ended, on any thread, within the call that began it or later. */
@FunctionalInterface
public interface SendCallback {

  /**
   * The write is over.
   *
   * @param failure why the bytes did not leave; null if they did
   */
  void done(@Nullable Throwable failure);
}
