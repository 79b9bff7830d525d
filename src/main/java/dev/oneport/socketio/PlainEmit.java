package dev.oneport.socketio;

import dev.oneport.protocol.socketio.Arguments;
import dev.oneport.protocol.socketio.SocketIoPacket;

/**
 * An event of a client without a library. Immutable.
 *
 * @param namespace beginning with a slash
 * @param name of the event
 */
public record PlainEmit(String namespace, String name, Arguments arguments, PlainReply reply) {
  /** The reply knows who asked: any id does. */
  private static final long SOME_ID = 0;

  /** As a client of Socket.IO would have sent it. */
  SocketIoPacket.Event event() {
    long ackId = reply.isWanted() ? SOME_ID : SocketIoPacket.NO_ACK;
    return new SocketIoPacket.Event(namespace, ackId, name, arguments);
  }
}
