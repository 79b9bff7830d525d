package dev.oneport.web;

import dev.oneport.SocketIoServer;
import dev.oneport.web.boot.Deployment;
import jakarta.servlet.ServletContext;

/** The way to the Socket.IO server without CDI. */
public final class Oneport {

  private Oneport() {}

  /**
   * The server of a web application. Any thread, from the moment all listeners have been told that
   * the application starts: in a servlet's {@code init}, for example.
   *
   * @throws IllegalStateException if Oneport has not started there yet, or was stopped
   */
  public static SocketIoServer server(ServletContext context) {
    Deployment deployment = Deployment.find(context);
    if (deployment == null) {
      throw new IllegalStateException(
          "Oneport is not running in the web application at \""
              + context.getContextPath()
              + "\": it starts when the application's listeners have been told, and stops with it");
    }
    return deployment.server();
  }
}
