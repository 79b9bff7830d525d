package dev.oneport.web.monitor;

import org.jspecify.annotations.Nullable;

/** Finds what the server or the application has among its beans. */
@FunctionalInterface
public interface Beans {

  /** The bean of a type; null if there is none, or several, or no CDI. */
  <T> @Nullable T find(Class<T> type);
}
