package dev.oneport.socketio;

import dev.oneport.DisconnectReason;
import dev.oneport.protocol.socketio.Arguments;

/**
 * The sockets of a client without a Socket.IO library. It becomes one in a namespace by its first
 * emit there. Any thread.
 */
public interface PlainSockets {

  /**
   * Brings an event to the application's handlers; before the first of a namespace the client
   * passes its middleware and connect handlers.
   */
  void emit(PlainEmit emit);

  /**
   * The client has answered an event.
   *
   * @param ackId what came with the event
   */
  void ack(String namespace, long ackId, Arguments arguments);

  /** What the client may do has changed: its connection has a new handshake of the same user. */
  void renew();

  /**
   * Ends all sockets for good. Only the first reason counts.
   *
   * @param then called when they have ended
   */
  void end(DisconnectReason reason, Runnable then);
}
