package dev.oneport.web.websocket;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands what a servlet or filter knows of a request to the endpoint that the request is upgraded
 * to. The one way that works on every container: {@code modifyHandshake} runs on the servlet's
 * thread, and the user properties it writes to are those of the connection.
 */
public final class HandshakeBinding extends ServerEndpointConfig.Configurator {
  private static final String PROPERTY = HandshakeBinding.class.getName();
  private static final ThreadLocal<Object> CURRENT = new ThreadLocal<>();

  /** Makes the endpoint; the container's own way would ask CDI, or keep a reference for ever. */
  private final Supplier<?> endpoints;

  /** What is done while the request is upgraded. */
  @FunctionalInterface
  public interface Upgrade<E extends Exception> {
    /** Upgrades. */
    void run() throws E, IOException;
  }

  /** With what makes an endpoint for each connection. */
  public HandshakeBinding(Supplier<?> endpoints) {
    this.endpoints = endpoints;
  }

  /** Runs an upgrade, on this thread, whose endpoint is to find the value. */
  public static <E extends Exception> void with(Object value, Upgrade<E> upgrade)
      throws E, IOException {
    CURRENT.set(value);
    try {
      upgrade.run();
    } finally {
      CURRENT.remove();
    }
  }

  /**
   * What was given for this connection, once it is open.
   *
   * @return null if nothing of that type was: somebody came past the servlet
   */
  public static <T> @Nullable T of(Session session, EndpointConfig config, Class<T> type) {
    Object value = session.getUserProperties().get(PROPERTY);
    if (value == null) {
      value = config.getUserProperties().get(PROPERTY);
    }
    return type.isInstance(value) ? type.cast(value) : null;
  }

  @Override
  public void modifyHandshake(
      ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
    Object value = CURRENT.get();
    if (value != null) {
      config.getUserProperties().put(PROPERTY, value);
    } else {
      config.getUserProperties().remove(PROPERTY);
    }
  }

  @Override
  public <T> T getEndpointInstance(Class<T> type) {
    return type.cast(endpoints.get());
  }

  /** The servlet or filter in front has checked it. */
  @Override
  public boolean checkOrigin(String origin) {
    return true;
  }

  /** None: compression costs much memory for each connection, and the reference has it off. */
  @Override
  public List<Extension> getNegotiatedExtensions(
      List<Extension> installed, List<Extension> requested) {
    return List.of();
  }
}
