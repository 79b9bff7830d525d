package dev.oneport;

/** Handles one event of one socket, with all of its arguments. */
@FunctionalInterface
public interface ArgumentsHandler {

  /**
   * Called in the socket's handler lane. An exception is logged once and harms nothing else; a
   * client that asked for an acknowledgement is told that there was one, see {@link EventRefused}.
   *
   * @param arguments what the client sent, bound to types only when asked for
   */
  void onEvent(EventArguments arguments, Ack ack) throws Exception;
}
