package dev.oneport.engineio;

import dev.oneport.protocol.engineio.EnginePacket;

/** What is built on Engine.IO: Socket.IO, or anything else that sends messages. */
public interface EngineListener {

  /**
   * A session begins. Called in its lane before the client can know of it.
   *
   * @return who gets its messages
   */
  SessionListener onSession(EngineSession session);

  /** Gets the messages of one session, in its lane. Must not block. */
  interface SessionListener {

    /** A message came, text or binary. */
    void onMessage(EnginePacket message);

    /** {@link EngineSession#fill} has changed in what counts; several changes may be one call. */
    default void onFillChanged() {}

    /**
     * The session is over. Nothing comes after this.
     *
     * @param detail what exactly happened, for logs
     */
    void onClose(CloseReason reason, String detail);
  }
}
