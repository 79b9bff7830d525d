package dev.oneport;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called for every event of a client, whatever its name, before the methods with {@link OnEvent}.
 * Parameters as there; most useful are {@code @EventName String} and {@link EventArguments}. It
 * returns nothing; with an {@link Ack} as a parameter it may answer.
 *
 * @see <a href="https://socket.io/docs/v4/listening-to-events/#catch-all-listeners">Socket.IO,
 *     Catch-all listeners</a>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnAny {}
