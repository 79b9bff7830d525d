package dev.oneport;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** The arguments of an event as received; each is bound to a type only when asked for. */
public interface EventArguments {

  /** How many there are. */
  int size();

  /** Whether that argument is binary. False for an index that the client did not send. */
  boolean isBinary(int index);

  /**
   * Binds an argument to a type.
   *
   * @param index from 0; one that the client did not send counts as null
   * @throws EventRefused if it does not fit: unless the handler catches it, a client that asked for
   *     an acknowledgement is told so
   */
  <T> @Nullable T get(int index, Class<T> type);

  /** The same for a generic type. */
  @Nullable Object get(int index, Type type);

  /**
   * All of them as received, each a {@link JsonText} or a {@link java.nio.ByteBuffer}: emitted
   * again they are the same bytes.
   */
  Object[] toArray();
}
