package dev.oneport;

/**
 * The wire format of Socket.IO packets. A server speaks one, and its Socket.IO clients must be
 * built with the same; subscribers on other transports get JSON either way.
 */
public enum ParserName {
  /** JSON text with the binary parts behind it: every client, unless told otherwise. */
  DEFAULT,
  /** One MessagePack message: clients with {@code socket.io-msgpack-parser}. */
  MSGPACK
}
