package dev.oneport.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;

/** Eclipse GlassFish. */
final class GlassFishServer extends AsadminServer {

  /** Prepares a domain of its own. */
  GlassFishServer(String name, String instance) {
    super(name, instance, "glassfish7");
  }

  @Override
  ServerProcess launch(Map<String, String> properties) {
    ServerProcess started = startDomain(properties);
    started.await("its administration", this::answersItsAdministrator);
    try {
      for (Deployment deployment : deployments()) {
        administer(deployCommand(deployment), started);
      }
      return started;
    } catch (IOException e) {
      started.close();
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      started.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private boolean answersItsAdministrator() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), adminPort())) {
      return socket.isConnected();
    }
  }
}
