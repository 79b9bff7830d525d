package dev.oneport;

/** Sees each event that a socket's client sends, whatever its name. */
@FunctionalInterface
public interface AnyHandler {

  /**
   * Called in the socket's handler lane, before the socket's middleware and the event's own
   * handlers. An exception is logged once and harms nothing else.
   *
   * @param event the name as received
   * @param arguments as received
   */
  void onEvent(String event, EventArguments arguments, Ack ack) throws Exception;
}
