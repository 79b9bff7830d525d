package dev.oneport.web.cdi;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.System.Logger.Level;

/**
 * Fires one kind of CDI event. Any thread.
 *
 * @param <T> the event
 */
final class Firing<T> {
  private static final System.Logger LOG = System.getLogger(Firing.class.getName());

  private final Event<T> event;
  private final Class<T> type;
  private final boolean sync;
  private final boolean async;

  Firing(BeanManager beans, Class<T> type, ObservedEvents observed) {
    this.type = type;
    this.event = beans.getEvent().select(type, new OfLiteral());
    this.sync = observed.isObserved(type);
    this.async = observed.isObservedAsync(type);
  }

  /** Whether somebody observes it. */
  boolean isWanted() {
    return sync || async;
  }

  /** Calls the observers; those that want it asynchronously on threads of the container. */
  void fire(T payload) {
    if (async) {
      var unused = event.fireAsync(payload).exceptionally(this::log);
    }
    if (sync) {
      event.fire(payload);
    }
  }

  private T log(Throwable failure) {
    LOG.log(
        Level.WARNING,
        "observer-failed: An observer of " + type.getSimpleName() + " failed",
        failure);
    throw new IllegalStateException(failure);
  }
}
