package dev.oneport;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees each event that is sent to a socket's client, by an emit of its own or by a broadcast. */
@FunctionalInterface
public interface OutgoingHandler {

  /**
   * Called by the thread that emits, before its emit returns; must not block. An exception is
   * logged once and harms nothing else. Volatile events are seen even where they are dropped;
   * acknowledgements are not seen.
   *
   * @param arguments the very objects that were passed to emit; read-only
   */
  void onEmit(String event, List<@Nullable Object> arguments) throws Exception;
}
