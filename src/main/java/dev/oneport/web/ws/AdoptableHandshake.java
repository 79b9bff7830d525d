package dev.oneport.web.ws;

import dev.oneport.engineio.EngineHandshake;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

/**
 * Brings a copy of the request from the filter in front to the WebSocket that it becomes: on the
 * request's thread to the configurator, from there in the user properties of the connection.
 */
public final class AdoptableHandshake {
  private static final String PROPERTY = AdoptableHandshake.class.getName();
  private static final ThreadLocal<EngineHandshake> CURRENT = new ThreadLocal<>();

  private AdoptableHandshake() {}

  static void begin(EngineHandshake handshake) {
    CURRENT.set(handshake);
  }

  static void end() {
    CURRENT.remove();
  }

  /** Puts it where the session finds it. Some containers share the properties of an endpoint. */
  public static void handOver(EndpointConfig config) {
    EngineHandshake handshake = CURRENT.get();
    if (handshake == null) {
      config.getUserProperties().remove(PROPERTY);
    } else {
      config.getUserProperties().put(PROPERTY, handshake);
    }
  }

  /** That of a session; null if nobody has brought it. */
  static @Nullable EngineHandshake of(Session wsSession) {
    return wsSession.getUserProperties().get(PROPERTY) instanceof EngineHandshake handshake
        ? handshake
        : null;
  }
}
