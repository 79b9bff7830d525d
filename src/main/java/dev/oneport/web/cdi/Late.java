package dev.oneport.web.cdi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes objects that can be injected before what they stand for exists. */
final class Late {
  private Late() {}

  /**
   * An object that passes each call on to what the supplier gives at that moment.
   *
   * @param type an interface
   * @param target throws what the call is to fail with if there is nothing to pass it on to
   */
  static <T> T of(Class<T> type, Supplier<? extends T> target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, args) -> {
              // These must work at any time: containers and debuggers call them.
              if (method.getDeclaringClass() == Object.class) {
                return ofObject(type, self, method, args);
              }
              try {
                return method.invoke(target.get(), args);
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            }));
  }

  private static Object ofObject(
      Class<?> type, Object self, Method method, Object @Nullable [] args) {
    return switch (method.getName()) {
      case "equals" -> args != null && self == args[0];
      case "hashCode" -> System.identityHashCode(self);
      default -> "injected " + type.getSimpleName();
    };
  }
}
