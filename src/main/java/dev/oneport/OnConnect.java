package dev.oneport;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called when a socket connects, before the client is told so; throwing {@link ConnectRefused}
 * refuses it. Parameters, in any order: {@link Socket}, {@link Namespace}, {@link Handshake},
 * {@link java.security.Principal} (null if nobody).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnConnect {}
