package dev.oneport.protocol;

/**
 * How a packet is to be delivered.
 *
 * @param compress whether the transport may compress it
 * @param isVolatile whether it is dropped if the client can't take it at this moment
 */
public record Delivery(boolean compress, boolean isVolatile) {

  /** Compressed where the transport does so, and queued for a client that is slow. */
  public static final Delivery NORMAL = new Delivery(true, false);

  /** The same, compressed or not. */
  public Delivery withCompress(boolean wanted) {
    return new Delivery(wanted, isVolatile);
  }

  /** The same, but volatile. */
  public Delivery asVolatile() {
    return new Delivery(compress, true);
  }
}
