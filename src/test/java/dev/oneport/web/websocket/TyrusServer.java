package dev.oneport.web.websocket;

import dev.oneport.engineio.EngineHandshake;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.testing.WebSocketEnd;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.glassfish.grizzly.PortRange;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.strategies.WorkerThreadIOStrategy;
import org.glassfish.tyrus.container.grizzly.server.WebSocketAddOn;
import org.glassfish.tyrus.core.TyrusWebSocketEngine;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.glassfish.tyrus.spi.ServerContainer;
import org.glassfish.tyrus.spi.WebSocketEngine;

/**
 * Tyrus without a servlet container, and clients of it. Put together by hand, since {@code
 * org.glassfish.tyrus.server.Server} listens on every interface.
 */
public final class TyrusServer implements AutoCloseable {
  private final Container container;

  /**
   * One endpoint.
   *
   * @param make makes one
   * @param admission what a servlet would hand over, made from the query
   */
  public record Site(
      Class<?> type, Supplier<?> make, Function<Map<String, List<String>>, Object> admission) {}

  /** Tyrus' own Grizzly container, but on the loopback. */
  private static final class Container extends TyrusServerContainer {
    private final WebSocketEngine engine = TyrusWebSocketEngine.builder(this).build();
    private final HttpServer http = new HttpServer();
    private final NetworkListener listener =
        new NetworkListener("loopback", "127.0.0.1", new PortRange(20_000, 60_000));

    Container() {
      super(Set.of());
    }

    @Override
    public void register(Class<?> endpoint) throws DeploymentException {
      engine.register(endpoint, "/");
    }

    @Override
    public void register(ServerEndpointConfig endpoint) throws DeploymentException {
      engine.register(endpoint, "/");
    }

    @Override
    public WebSocketEngine getWebSocketEngine() {
      return engine;
    }

    @Override
    public int getPort() {
      return listener.getPort();
    }

    @Override
    public void start(String path, int port) throws IOException, DeploymentException {
      listener.getTransport().setIOStrategy(WorkerThreadIOStrategy.getInstance());
      listener.registerAddOn(webSockets(path));
      http.addListener(listener);
      http.start();
      super.start(path, listener.getPort());
    }

    @Override
    public void stop() {
      super.stop();
      http.shutdownNow();
    }

    private AddOn webSockets(String path) {
      try {
        Constructor<WebSocketAddOn> constructor =
            WebSocketAddOn.class.getDeclaredConstructor(ServerContainer.class, String.class);
        constructor.setAccessible(true);
        return constructor.newInstance(this, path);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Stands in for the servlet in front: hands the admission over on the handshake's thread. */
  private static final class Gate extends ServerEndpointConfig.Configurator {
    private final Site site;
    private final HandshakeBinding binding;

    Gate(Site site) {
      this.site = site;
      this.binding = new HandshakeBinding(site.make());
    }

    @Override
    public void modifyHandshake(
        ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
      try {
        HandshakeBinding.<RuntimeException>with(
            site.admission().apply(request.getParameterMap()),
            () -> binding.modifyHandshake(config, request, response));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
      return binding.getEndpointInstance(type);
    }

    @Override
    public List<Extension> getNegotiatedExtensions(
        List<Extension> installed, List<Extension> requested) {
      return binding.getNegotiatedExtensions(installed, requested);
    }
  }

  private TyrusServer(Container container) {
    this.container = container;
  }

  /** Starts on a free port of the loopback. */
  public static TyrusServer start(Map<String, Site> sites) throws IOException, DeploymentException {
    Container container = new Container();
    for (Map.Entry<String, Site> site : sites.entrySet()) {
      container.addEndpoint(
          ServerEndpointConfig.Builder.create(site.getValue().type(), site.getKey())
              .configurator(new Gate(site.getValue()))
              .build());
    }
    container.start("/", 0);
    return new TyrusServer(container);
  }

  /** Connects. */
  public WebSocketEnd connect(String pathAndQuery) {
    return WebSocketEnd.connect(URI.create("ws://127.0.0.1:" + container.getPort() + pathAndQuery));
  }

  /** The handshake a servlet would have copied. */
  public static EngineHandshake handshake() {
    return InMemoryClient.handshake();
  }

  @Override
  public void close() {
    container.stop();
  }
}
