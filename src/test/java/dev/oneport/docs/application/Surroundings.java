package dev.oneport.docs.application;

import dev.oneport.Namespace;
import dev.oneport.Socket;
import dev.oneport.SocketIoServer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import java.util.logging.Logger;

/** What statements of the documentation find where they stand: in a servlet, say. */
public abstract class Surroundings extends HttpServlet {

  private static final long serialVersionUID = 1L;

  protected final transient Logger log = Logger.getLogger("documentation");
  protected final transient SocketIoServer io;
  protected final transient Namespace chat;
  protected final transient Socket socket;
  protected final transient ServletContext servletContext;
  protected final transient Line line = new Line(1, "hi");
  protected final transient Post item = new Post(2, "news");
  protected final transient Order order = new Order(3);
  protected final String id = "an id";
  protected final String stock = "ACME";
  protected final double price = 1.5;

  protected Surroundings(SocketIoServer io, Socket socket, ServletContext servletContext) {
    this.io = io;
    chat = io.of("/chat");
    this.socket = socket;
    this.servletContext = servletContext;
  }

  protected boolean isBanned(String address) {
    return address.isEmpty();
  }
}
