package dev.oneport.web.polling;

import dev.oneport.web.tomcat.TomcatUpgrade;
import dev.oneport.web.websocket.ContainerSinks;
import dev.oneport.web.websocket.HandshakeBinding;
import dev.oneport.web.websocket.SocketIoEndpoint;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns a request into a WebSocket of {@link SocketIoEndpoint}. The endpoint is registered at
 * start-up, as Tyrus finds only such ones, under a path that nobody can guess, so that every
 * handshake passes the servlet.
 */
public final class Upgrader {
  private static final System.Logger LOG = System.getLogger(Upgrader.class.getName());

  private final ServerContainer container;
  private final ServerEndpointConfig endpoint;

  private final TomcatUpgrade tomcat;

  private final ContainerSinks sinks;

  private Upgrader(
      ServerContainer container,
      ServerEndpointConfig endpoint,
      TomcatUpgrade tomcat,
      ContainerSinks sinks) {
    this.container = container;
    this.endpoint = endpoint;
    this.tomcat = tomcat;
    this.sinks = sinks;
  }

  /** Make what writes to WebSockets of the container. */
  ContainerSinks sinks() {
    return sinks;
  }

  /**
   * Registers the endpoint; only while the application starts.
   *
   * @param tomcat takes connections over where it can
   * @param sinks write to those of the container
   * @return null if the server has no WebSocket, or has it switched off
   * @throws DeploymentException if the server refuses the endpoint
   */
  public static @Nullable Upgrader register(
      ServletContext context, TomcatUpgrade tomcat, ContainerSinks sinks)
      throws DeploymentException {
    Object attribute = context.getAttribute(ServerContainer.class.getName());
    if (!(attribute instanceof ServerContainer container)) {
      LOG.log(
          Level.WARNING,
          "no-websocket: This server has no WebSocket, or has it switched off: clients stay on long-polling");
      return null;
    }
    ServerEndpointConfig endpoint =
        ServerEndpointConfig.Builder.create(
                SocketIoEndpoint.class, "/.oneport-" + UUID.randomUUID())
            .configurator(new HandshakeBinding(SocketIoEndpoint::new))
            .build();
    container.addEndpoint(endpoint);
    return new Upgrader(container, endpoint, tomcat, sinks);
  }

  /** Whether a request is a handshake of RFC 6455 that a container accepts. */
  static boolean isHandshake(HttpServletRequest request) {
    String key = request.getHeader("Sec-WebSocket-Key");
    return request.getMethod().equals("GET")
        && "13".equals(request.getHeader("Sec-WebSocket-Version"))
        && key != null
        && key.length() == 24;
  }

  /** Upgrades a request that was let in; nothing if its client is gone already. */
  void upgrade(
      HttpServletRequest request,
      HttpServletResponse response,
      SocketIoEndpoint.Admission admission)
      throws ServletException {
    try {
      if (tomcat.upgrade(
          request,
          response,
          admission.timers(),
          admission.maxPayloadBytes(),
          admission.opening()::open)) {
        return;
      }
    } catch (IOException e) {
      throw new ServletException(e);
    }
    HttpServletRequest lenient = LenientQuery.of(request);
    try {
      HandshakeBinding.<DeploymentException>with(
          admission, () -> container.upgradeHttpToWebSocket(lenient, response, endpoint, Map.of()));
    } catch (IOException gone) {
      // Tyrus writes the answer here. Containers log what leaves a servlet with its stack trace.
      LOG.log(Level.DEBUG, "the client did not wait for its upgrade: {0}", gone.toString());
    } catch (DeploymentException e) {
      throw new ServletException(e);
    }
  }
}
