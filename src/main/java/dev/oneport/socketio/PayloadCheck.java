package dev.oneport.socketio;

/** Checks payloads that handlers get by their type. Any thread. */
@FunctionalInterface
public interface PayloadCheck {

  /** Lets everything pass. */
  PayloadCheck NONE = (payload, argument) -> {};

  /**
   * Checks one.
   *
   * @param argument which of the event's arguments it was bound from, for the message
   * @throws dev.oneport.EventRefused if it must not reach the handler
   */
  void check(Object payload, int argument);
}
