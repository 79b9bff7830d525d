package dev.oneport;

import org.jspecify.annotations.Nullable;

/** The headers of an answer that has not been sent yet. Used by the thread it was given to. */
public interface ResponseHeaders {

  /** Sets a header, in place of what it was. */
  void set(String name, String value);

  /** Adds a value to a header: one more {@code Set-Cookie}, for example. */
  void add(String name, String value);

  /** The first value of a header; null if it is not set. */
  @Nullable String get(String name);
}
