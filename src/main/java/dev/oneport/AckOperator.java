package dev.oneport;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Emits to one client and waits for its answer at most as long as was said. Immutable. */
public interface AckOperator {

  /**
   * Sends an event and asks for an acknowledgement.
   *
   * @param type what the acknowledgement's first argument is bound to
   * @return as in {@link Socket#emitWithAck}, or failed with {@link AckTimeoutException}
   */
  <R> CompletionStage<R> emitWithAck(String event, Class<R> type, @Nullable Object... args);
}
