package dev.oneport.engineio.transport;

import dev.oneport.engineio.SendCallback;
import java.nio.ByteBuffer;

/**
 * Port: one open WebSocket, for writing. The caller keeps at most one send under way, as some
 * containers can do no more. Nothing here blocks or throws: failures reach the callback.
 */
public interface FrameSink {

  /** Sends one text message. */
  void sendText(String text, SendCallback done);

  /** Sends one binary message. The buffer's content must not change until it is done. */
  void sendBinary(ByteBuffer data, SendCallback done);

  /** Sends a ping, which every peer answers with a pong. */
  void sendPing(SendCallback done);

  /**
   * Closes the WebSocket, or gives it up if that takes too long. Any thread; the second call does
   * nothing.
   *
   * @param code of RFC 6455, section 7.4
   */
  void close(int code, String reason);
}
