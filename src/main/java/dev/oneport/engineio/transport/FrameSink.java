package dev.oneport.engineio.transport;

import dev.oneport.engineio.SendCallback;
import dev.oneport.protocol.websocket.Frame;
import java.util.List;
import java.util.function.Function;

/**
 * Port: one open WebSocket, for writing. The caller keeps at most one send under way, as some
 * containers can do no more. Nothing here blocks or throws: failures reach the callback.
 */
public interface FrameSink {

  /**
   * Sends some messages, in order: with one write where the server can.
   *
   * @param batch not empty; not changed any more
   * @param form of each: a message or a ping; the frame of a packet is kept by it, and shared by
   *     all recipients
   * @param done told when the last was written, or the first that failed
   */
  <P> void send(List<P> batch, Function<? super P, Frame> form, SendCallback done);

  /**
   * Closes the WebSocket, or gives it up if that takes too long. Any thread; the second call does
   * nothing.
   *
   * @param code of RFC 6455, section 7.4
   */
  void close(int code, String reason);
}
