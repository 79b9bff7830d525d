package dev.oneport.socketio;

import dev.oneport.protocol.json.EncodedArguments;

/** Where a client without a library is told what became of its emit. Any thread. */
public interface PlainReply {

  /** Whether the client wants the answer of a handler. */
  boolean isWanted();

  /** A handler has answered. */
  void ack(EncodedArguments arguments);

  /**
   * The emit came to no handler.
   *
   * @param code for the client's program; stable
   * @param message for the person who reads its log
   */
  void refused(String code, String message);
}
