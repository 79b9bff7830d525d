package dev.oneport.web.tomcat;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a connection, found by its name: Tomcat 10.1 and 11 have it, but not as the same
 * type.
 */
final class SocketLock {
  private static final String WRAPPER = "org.apache.tomcat.util.net.SocketWrapperBase";

  /** Null where there is no such lock. */
  private static final @Nullable MethodHandle GETTER = find();

  private SocketLock() {}

  private static @Nullable MethodHandle find() {
    try {
      ClassLoader loader = SocketLock.class.getClassLoader();
      Method getter = Class.forName(WRAPPER, false, loader).getMethod("getLock");
      return Lock.class.isAssignableFrom(getter.getReturnType())
          ? MethodHandles.publicLookup().unreflect(getter)
          : null;
    } catch (ReflectiveOperationException | LinkageError elsewhere) {
      return null;
    }
  }

  /** Whether this server has it. */
  static boolean isThere() {
    return GETTER != null;
  }

  /**
   * The lock.
   *
   * @param wrapper of a connection
   */
  static Lock of(Object wrapper) {
    if (GETTER == null) {
      throw new IllegalStateException("no Tomcat");
    }
    try {
      return (Lock) GETTER.invoke(wrapper);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
