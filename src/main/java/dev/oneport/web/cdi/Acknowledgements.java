package dev.oneport.web.cdi;

import dev.oneport.Ack;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends what a handler returned. Stateless. */
final class Acknowledgements {
  private Acknowledgements() {}

  /**
   * Sends it now, or once the stage is complete.
   *
   * @param failed takes why it can't be sent: on the calling thread, or on the one that completes
   *     the stage
   */
  static void send(@Nullable Object result, Ack ack, Consumer<Throwable> failed) {
    if (result instanceof CompletionStage<?> stage) {
      var unused =
          stage.whenComplete(
              (value, failure) -> {
                if (failure == null) {
                  sendValue(value, ack, failed);
                } else {
                  failed.accept(unwrapped(failure));
                }
              });
    } else {
      sendValue(result, ack, failed);
    }
  }

  private static void sendValue(@Nullable Object value, Ack ack, Consumer<Throwable> failed) {
    try {
      ack.send(new @Nullable Object[] {value});
    } catch (RuntimeException unwritable) {
      failed.accept(unwritable);
    }
  }

  /** A stage that depends on the one that failed has the exception wrapped. */
  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
