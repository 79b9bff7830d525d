package dev.oneport.adapter;

import dev.oneport.WhenFull;
import dev.oneport.protocol.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * How a broadcast is to be sent. Immutable.
 *
 * @param local to the clients of this server only
 * @param compress whether transports that compress may do so
 * @param isVolatile whether it may be lost where the client can't take it at once
 * @param timeoutMillis how long answers are waited for; 0 if nothing was said
 * @param whenFull what becomes of it for clients that are too slow; null if nothing was said
 */
public record Flags(
    boolean local,
    boolean compress,
    boolean isVolatile,
    long timeoutMillis,
    @Nullable WhenFull whenFull) {
  /** To the clients of every server, compressed, kept for slow clients. */
  public static final Flags NONE = new Flags(false, true, false, 0, null);

  /** How each recipient gets it: a volatile one only those who can take it at this moment. */
  public Delivery delivery() {
    return new Delivery(compress, isVolatile);
  }

  /** The same, local. */
  public Flags asLocal() {
    return new Flags(true, compress, isVolatile, timeoutMillis, whenFull);
  }

  /** The same, compressed or not. */
  public Flags withCompress(boolean wanted) {
    return new Flags(local, wanted, isVolatile, timeoutMillis, whenFull);
  }

  /** The same, volatile. */
  public Flags asVolatile() {
    return new Flags(local, compress, true, timeoutMillis, whenFull);
  }

  /** The same with another timeout. */
  public Flags withTimeoutMillis(long millis) {
    return new Flags(local, compress, isVolatile, millis, whenFull);
  }

  /** The same with another policy for slow clients. */
  public Flags withWhenFull(WhenFull policy) {
    return new Flags(local, compress, isVolatile, timeoutMillis, policy);
  }

  /** The same; where it says nothing of slow clients, or not all, this is said. */
  public Flags orWhenFull(WhenFull other) {
    WhenFull all = whenFull == null ? other : whenFull.or(other);
    return all.equals(whenFull) ? this : withWhenFull(all);
  }

  /**
   * What becomes of it for slow clients, all told. Clients may be in several namespaces, so its key
   * is one of the connection.
   *
   * @param namespace of which its own key is
   */
  public WhenFull whenFullIn(String namespace) {
    if (whenFull == null) {
      return WhenFull.CLOSE;
    }
    String key = whenFull.key();
    WhenFull all = whenFull.or(WhenFull.CLOSE);
    return key == null ? all : new WhenFull(all.overflow(), namespace + ' ' + key);
  }
}
