package dev.oneport.web.cdi;

import dev.oneport.Namespace;
import dev.oneport.Of;
import dev.oneport.RoomJoined;
import dev.oneport.RoomLeft;
import dev.oneport.SocketConnected;
import dev.oneport.SocketDisconnected;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of Oneport's CDI events somebody observes, as found while CDI starts: the others are not
 * fired at all. Used by one thread after the other.
 */
final class ObservedEvents {
  private static final Set<Class<?>> OURS =
      Set.of(SocketConnected.class, SocketDisconnected.class, RoomJoined.class, RoomLeft.class);

  private final Set<Class<?>> observed = new HashSet<>();
  private final Set<Class<?>> observedAsync = new HashSet<>();

  /** An observer was found, of whatever event. */
  <T> void add(ProcessObserverMethod<T, ?> found) {
    ObserverMethod<T> observer = found.getObserverMethod();
    Class<?> type = GenericTypes.rawClass(observer.getObservedType());
    if (type == null) {
      return;
    }
    for (Class<?> each : OURS) {
      if (type.isAssignableFrom(each)) {
        (observer.isAsync() ? observedAsync : observed).add(each);
      }
    }
    String namespace = namespaceOf(observer.getObservedQualifiers());
    if (OURS.contains(type) && namespace != null) {
      found
          .configureObserverMethod()
          .notifyWith(
              context -> {
                if (namespace.equals(namespaceOf(context))) {
                  observer.notify(context);
                }
              });
    }
  }

  /** Null if it observes those of all namespaces. */
  private static @Nullable String namespaceOf(Set<Annotation> qualifiers) {
    for (Annotation qualifier : qualifiers) {
      if (qualifier instanceof Of of) {
        return HandlerBean.normalized(of.value());
      }
    }
    return null;
  }

  /** The qualifier says nothing when CDI compares it: as one of injection it fits all names. */
  private static @Nullable String namespaceOf(EventContext<?> context) {
    Object event = context.getEvent();
    Namespace namespace = null;
    if (event instanceof SocketConnected connected) {
      namespace = connected.socket().namespace();
    } else if (event instanceof SocketDisconnected disconnected) {
      namespace = disconnected.socket().namespace();
    } else if (event instanceof RoomJoined joined) {
      namespace = joined.namespace();
    } else if (event instanceof RoomLeft left) {
      namespace = left.namespace();
    }
    return namespace == null ? null : namespace.name();
  }

  /** Whether an observer is called by the thread that fires it. */
  boolean isObserved(Type event) {
    return observed.contains(event);
  }

  /** Whether an observer is called by a thread of the container. */
  boolean isObservedAsync(Type event) {
    return observedAsync.contains(event);
  }
}
