package dev.oneport.web.websocket;

import dev.oneport.testing.WebSocketEnd;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletException;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The sink of the standard API, on WebSockets of Undertow: those queue what is sent at once. */
class UndertowFrameSinkTest extends SessionSinkContract {
  private static @Nullable DeploymentManager deployment;
  private static @Nullable Undertow undertow;

  @BeforeAll
  static void start() throws ServletException {
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
  static void stop() throws ServletException {
    Objects.requireNonNull(deployment).stop();
    Objects.requireNonNull(undertow).stop();
  }

  @Override
  WebSocketEnd connect() {
    Undertow.ListenerInfo listener = Objects.requireNonNull(undertow).getListenerInfo().get(0);
    int port = ((InetSocketAddress) listener.getAddress()).getPort();
    return WebSocketEnd.connect(URI.create("ws://127.0.0.1:" + port + "/sink"));
  }
}
