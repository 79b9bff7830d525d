package dev.oneport;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called when a handler method of the same namespace has thrown, or the {@link
 * java.util.concurrent.CompletionStage} it returned has failed. Of several methods the one that
 * takes the most specific type is called, its own bean's before another's; where none fits, the
 * exception is logged once.
 *
 * <p>Parameters in any order: the exception, always; {@link Socket}, {@link Namespace}, {@link
 * Handshake}, {@link java.security.Principal}, {@link Ack}, {@link EventArguments} and
 * {@code @EventName String}, null where no event was handled but a connect or disconnect. What it
 * returns, unless void, is the acknowledgement. If it returns nothing and takes no {@link Ack}, a
 * caller who asked for an acknowledgement is answered as if there were no such method.
 *
 * <p>Whatever it does, a connect whose {@link OnConnect} method has thrown stays refused; {@link
 * ConnectRefused} thrown here is what the client is told. {@link ConnectRefused} itself is never
 * passed here.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnError {}
