package dev.oneport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a class a CDI bean whose methods handle the events of one namespace: those with {@link
 * OnConnect}, {@link OnEvent} or {@link OnDisconnect}, which may not be private. It is
 * application-scoped unless it says otherwise. Several beans may handle one namespace.
 *
 * <p>It is no qualifier: to inject a namespace use {@link Of}.
 */
@Stereotype
@ApplicationScoped
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SocketNamespace {
  /** The namespace's name; the leading slash may be left out. */
  String value() default "/";
}
