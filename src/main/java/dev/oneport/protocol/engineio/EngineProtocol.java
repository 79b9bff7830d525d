package dev.oneport.protocol.engineio;

import org.jspecify.annotations.Nullable;

/**
 * The revisions of Engine.IO that are spoken. A session stays with the one it began with.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol">Engine.IO, History</a>
 */
public enum EngineProtocol {

  /** Of the clients of Socket.IO 2: it is they who ping. */
  V3 {
    @Override
    public FrameCodec frames(boolean base64) {
      return new FrameCodecV3(base64);
    }

    @Override
    public PayloadCodec payloads(boolean base64) {
      return new PayloadCodecV3(base64);
    }
  },

  /** Of the clients of Socket.IO 3 and 4: the server pings. */
  V4 {
    @Override
    public FrameCodec frames(boolean base64) {
      return new FrameCodecV4(base64);
    }

    @Override
    public PayloadCodec payloads(boolean base64) {
      return PayloadCodecV4.INSTANCE;
    }
  };

  /**
   * The revision that a request asks for.
   *
   * @param parameter its {@code EIO}; null if it has none. Whatever is not {@code 4} means 3, as
   *     the reference server has it
   */
  public static EngineProtocol of(@Nullable String parameter) {
    return "4".equals(parameter) ? V4 : V3;
  }

  /**
   * How packets become WebSocket frames.
   *
   * @param base64 whether the client can receive no binary
   */
  public abstract FrameCodec frames(boolean base64);

  /**
   * How packets become bodies of HTTP long-polling.
   *
   * @param base64 whether the client can receive no binary
   */
  public abstract PayloadCodec payloads(boolean base64);
}
