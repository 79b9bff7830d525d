package dev.oneport;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called for an event of a client, with the request context active. Parameters in any order: {@link
 * Socket}, {@link Handshake}, {@link Ack}, {@link EventArguments}; every other one takes the next
 * argument of the event, null if the client sent none. What it returns, unless void, is the
 * acknowledgement; of a {@link java.util.concurrent.CompletionStage} its result.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnEvent {
  /** The event's name. */
  String value();
}
