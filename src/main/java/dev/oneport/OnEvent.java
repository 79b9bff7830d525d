package dev.oneport;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called for an event of a client, with the request context active. Parameters in any order: {@link
 * Socket}, {@link Namespace}, {@link Handshake}, {@link java.security.Principal} (null if nobody),
 * {@link Ack}, {@link EventArguments}, {@code @EventName String}. Every other parameter takes the
 * next argument of the event: a record, bean, enum, primitive, collection, array, Optional, {@code
 * JsonValue}, {@link JsonText}, {@code byte[]} or {@link java.nio.ByteBuffer}; null if the client
 * sent none, but a client that leaves out a record is refused, unless the parameter is
 * {@code @Nullable}. Varargs take all that are left.
 *
 * <p>What it returns, unless void, is the acknowledgement; of a {@link
 * java.util.concurrent.CompletionStage} its result. In one namespace one method of an event may
 * return it.
 *
 * <p>Constraints of Jakarta Validation on parameters, and {@code @RolesAllowed}, {@code @DenyAll}
 * and {@code @PermitAll} on methods and classes, are checked before the call. What does not pass is
 * answered as {@link EventRefused}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnEvent {
  /** The event's name. */
  String value();
}
