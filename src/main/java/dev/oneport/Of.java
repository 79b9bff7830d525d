package dev.oneport;

import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Injects a namespace: {@code @Inject @Of("/chat") Namespace chat}. It exists from then on. On an
 * observer of {@link SocketConnected}, {@link SocketDisconnected}, {@link RoomJoined} or {@link
 * RoomLeft} it selects the namespace whose events are observed.
 */
@Documented
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE})
public @interface Of {
  /** The namespace's name; the leading slash may be left out. */
  @Nonbinding
  String value() default "/";
}
