package dev.oneport;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called once when a socket has disconnected. Parameters, in any order: {@link Socket}, {@link
 * Namespace}, {@link DisconnectReason}, {@link Handshake}, {@link java.security.Principal} (null if
 * nobody).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnDisconnect {}
