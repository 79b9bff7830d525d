package dev.oneport;

import org.jspecify.annotations.Nullable;

/** The client's wish for an answer to an event. */
public interface Ack {

  /** Whether the client asked for one. If not, {@link #send} does nothing. */
  boolean isRequested();

  /**
   * Answers. Only the first call counts; any thread.
   *
   * @throws JsonBindingException if an argument can't be written
   */
  void send(@Nullable Object... args);
}
