package dev.oneport.web.websocket;

import dev.oneport.engineio.transport.FrameSinkContract;
import dev.oneport.testing.WebSocketEnd;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The sink of the standard API, on WebSockets of Undertow: those queue what is sent at once. */
class UndertowFrameSinkTest extends FrameSinkContract {
  private static final BlockingQueue<Session> OPENED = new LinkedBlockingQueue<>();
  private static @Nullable ExecutorService workers;
  private static @Nullable DeploymentManager deployment;
  private static @Nullable Undertow undertow;

  /** Tells of each WebSocket. */
  public static final class SinkEndpoint extends Endpoint {
    @Override
    public void onOpen(Session wsSession, EndpointConfig config) {
      OPENED.add(wsSession);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    workers = Executors.newCachedThreadPool();
    WebSocketDeploymentInfo webSockets =
        new WebSocketDeploymentInfo()
            .addEndpoint(ServerEndpointConfig.Builder.create(SinkEndpoint.class, "/sink").build());
    DeploymentInfo application =
        Servlets.deployment()
            .setClassLoader(UndertowFrameSinkTest.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("sinks")
            .addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, webSockets);
    DeploymentManager deployed = Servlets.newContainer().addDeployment(application);
    deployed.deploy();
    deployment = deployed;
    Undertow started =
        Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(deployed.start()).build();
    started.start();
    undertow = started;
  }

  @AfterAll
  static void stop() throws Exception {
    Objects.requireNonNull(deployment).stop();
    Objects.requireNonNull(undertow).stop();
    Objects.requireNonNull(workers).shutdownNow();
  }

  @Override
  protected Pair open() throws Exception {
    Undertow.ListenerInfo listener = Objects.requireNonNull(undertow).getListenerInfo().get(0);
    int port = ((InetSocketAddress) listener.getAddress()).getPort();
    WebSocketEnd client = WebSocketEnd.connect(URI.create("ws://127.0.0.1:" + port + "/sink"));
    Session wsSession = Objects.requireNonNull(OPENED.poll(20, TimeUnit.SECONDS));
    return Pair.of(new SessionFrameSink(wsSession, Objects.requireNonNull(workers)), client);
  }
}
