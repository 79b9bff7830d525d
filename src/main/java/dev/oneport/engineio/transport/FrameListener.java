package dev.oneport.engineio.transport;

import java.nio.ByteBuffer;

/**
 * Port: what comes over one WebSocket. Called by the container's threads, one at a time; must not
 * block.
 */
public interface FrameListener {

  /** A text message came. */
  void onText(String text);

  /** A binary message came; the buffer is the listener's from now on. */
  void onBinary(ByteBuffer data);

  /** The client has answered a ping. */
  default void onPong() {
    // Who waits for it says so.
  }

  /** A message is larger than the limit: the listener closes the WebSocket. */
  void onTooBig();

  /** The connection broke, or its peer has broken a rule. */
  void onError(String what);

  /** The WebSocket was closed, whoever has closed it. */
  void onClose();
}
