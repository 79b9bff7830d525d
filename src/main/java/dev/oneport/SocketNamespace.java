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
 * OnConnect}, {@link OnEvent}, {@link OnAny}, {@link OnDisconnect} or {@link OnError}, which may
 * not be private. Several beans may handle one namespace.
 *
 * <p>It is application-scoped unless it says otherwise. A request-scoped one lives as long as one
 * call, a dependent one as long as the application. No HTTP session and no conversation is active
 * where events are handled, so beans of these scopes fail the deployment.
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

  /**
   * Instead of a name a regular expression: the bean handles every namespace in whose name it finds
   * a match, as {@link SocketIoServer#of(java.util.regex.Pattern)} does; put {@code ^} and {@code
   * $} around it to match whole names. Empty for none.
   */
  String pattern() default "";
}
