package dev.oneport.protocol.socketio;

/**
 * The format that every client speaks unless told otherwise: JSON text, attachments behind it.
 *
 * @see <a href="https://github.com/socketio/socket.io-protocol#packet-encoding">Socket.IO 5, Packet
 *     encoding</a>
 */
public final class DefaultParser implements Parser {

  private static final PacketEncoder ENCODER = new DefaultEncoder();

  @Override
  public PacketEncoder encoder() {
    return ENCODER;
  }

  @Override
  public PacketDecoder decoder(DecoderLimits limits) {
    return new DefaultDecoder(limits);
  }
}
