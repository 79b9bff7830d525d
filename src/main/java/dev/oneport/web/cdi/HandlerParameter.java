package dev.oneport.web.cdi;

import dev.oneport.EventRefused;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the value of one parameter of a handler method comes from. Stateless; any thread. */
@FunctionalInterface
interface HandlerParameter {

  /** Of parameters that take no argument of the event. */
  int NO_ARGUMENT = -1;

  /**
   * The value to pass.
   *
   * @throws dev.oneport.EventRefused if the client sent what does not fit
   */
  @Nullable Object value(HandlerCall call);

  /** The index of the (first) argument of the event that it takes, or {@link #NO_ARGUMENT}. */
  default int argument() {
    return NO_ARGUMENT;
  }

  /**
   * The next argument of the event.
   *
   * @param argument its index
   * @param required whether the client must send it: else null is passed
   */
  record Payload(int argument, Type type, boolean required) implements HandlerParameter {
    @Override
    public @Nullable Object value(HandlerCall call) {
      Object value = call.arguments().get(argument, type);
      if (value == null && required) {
        throw new EventRefused(
            List.of(new EventRefused.Violation("[" + argument + "]", "must not be null")), null);
      }
      return value;
    }
  }

  /**
   * All arguments that are left, for varargs.
   *
   * @param argument the index of the first
   */
  record Rest(int argument, Class<?> component, Type type) implements HandlerParameter {
    @Override
    public Object value(HandlerCall call) {
      int count = Math.max(0, call.arguments().size() - argument);
      Object rest = java.lang.reflect.Array.newInstance(component, count);
      for (int i = 0; i < count; i++) {
        java.lang.reflect.Array.set(rest, i, call.arguments().get(argument + i, type));
      }
      return rest;
    }
  }
}
