package dev.oneport.protocol.msgpack;

import dev.oneport.protocol.socketio.DecoderLimits;
import dev.oneport.protocol.socketio.PacketDecoder;
import dev.oneport.protocol.socketio.PacketEncoder;
import dev.oneport.protocol.socketio.Parser;

/**
 * The format of clients built with {@code socket.io-msgpack-parser}.
 *
 * @see <a href="https://github.com/socketio/socket.io-msgpack-parser">socket.io-msgpack-parser</a>
 */
public final class MsgPackParser implements Parser {

  private static final PacketEncoder ENCODER = new MsgPackEncoder();

  @Override
  public PacketEncoder encoder() {
    return ENCODER;
  }

  @Override
  public PacketDecoder decoder(DecoderLimits limits) {
    return new MsgPackDecoder(limits);
  }
}
