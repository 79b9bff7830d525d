package dev.oneport;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a CDI bean whose methods handle the events of one namespace. It is no qualifier: to inject
 * a namespace use {@link Of}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SocketNamespace {
  /** The namespace's name; the leading slash may be left out. */
  String value() default "/";
}
