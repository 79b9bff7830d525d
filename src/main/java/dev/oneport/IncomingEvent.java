package dev.oneport;

import org.jspecify.annotations.Nullable;

/** An event on its way to its handlers. Confined to the middleware that has it just now. */
public interface IncomingEvent {

  /** Its name. */
  String name();

  /** What the client sent, or what a middleware put in its place. */
  EventArguments arguments();

  /** The acknowledgement that the client asked for, if any. */
  Ack ack();

  /** Gives it another name: the handlers of that one are called. */
  void rename(String name);

  /**
   * Puts other arguments in place of all of them.
   *
   * @param arguments as in {@link Emitter#emit}; {@link EventArguments#toArray} has the old ones
   * @throws JsonBindingException if one can't be written
   */
  void replaceArguments(@Nullable Object... arguments);
}
