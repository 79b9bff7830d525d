package dev.oneport.protocol.socketio;

/**
 * One wire format of Socket.IO packets. A server speaks exactly one, and its clients must be built
 * with the same.
 *
 * <p>Stateless; safe for any thread.
 *
 * @see DefaultParser
 * @see dev.oneport.protocol.msgpack.MsgPackParser
 */
public interface Parser {

  /** The one encoder of this format; always the same. */
  PacketEncoder encoder();

  /** A new decoder, for one client. */
  PacketDecoder decoder(DecoderLimits limits);
}
