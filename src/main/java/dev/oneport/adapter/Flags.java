package dev.oneport.adapter;

import dev.oneport.protocol.Delivery;

/**
 * How a broadcast is to be sent. Immutable.
 *
 * @param local to the clients of this server only
 * @param compress whether transports that compress may do so
 * @param isVolatile whether it may be lost where the client can't take it at once
 * @param timeoutMillis how long answers are waited for; 0 if nothing was said
 */
public record Flags(boolean local, boolean compress, boolean isVolatile, long timeoutMillis) {
  /** To the clients of every server, compressed, kept for slow clients. */
  public static final Flags NONE = new Flags(false, true, false, 0);

  /** How each recipient gets it: a volatile one only those who can take it at this moment. */
  public Delivery delivery() {
    return new Delivery(compress, isVolatile);
  }

  /** The same, local. */
  public Flags asLocal() {
    return new Flags(true, compress, isVolatile, timeoutMillis);
  }

  /** The same, compressed or not. */
  public Flags withCompress(boolean wanted) {
    return new Flags(local, wanted, isVolatile, timeoutMillis);
  }

  /** The same, volatile. */
  public Flags asVolatile() {
    return new Flags(local, compress, true, timeoutMillis);
  }

  /** The same with another timeout. */
  public Flags withTimeoutMillis(long millis) {
    return new Flags(local, compress, isVolatile, millis);
  }
}
