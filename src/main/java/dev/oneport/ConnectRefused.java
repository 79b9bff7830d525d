package dev.oneport;

import org.jspecify.annotations.Nullable;

/** Refuses a connection to a namespace: the client gets {@code connect_error}. */
public final class ConnectRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Object data;

  /** Refuses with a message that the client is shown. */
  public ConnectRefused(String message) {
    this(message, null);
  }

  /**
   * Refuses with a message and data that the client is shown.
   *
   * @param data anything JSON-B can write, without binary parts; null for none
   */
  public ConnectRefused(String message, @Nullable Object data) {
    super(message, null, false, false);
    this.data = data;
  }

  /** What the client finds in {@code error.data}; null for none. */
  public @Nullable Object data() {
    return data;
  }
}
