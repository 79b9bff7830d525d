package dev.oneport.web.tomcat;

import dev.oneport.concurrent.Timers;
import dev.oneport.web.tomcat.TomcatWebSocket.Opening;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** A Tomcat that makes every request a WebSocket, which is opened as the test wants it. */
final class UpgradingTomcat implements AutoCloseable {
  static final int MAX_BYTES = 1_000;
  private static final int NORMAL_CLOSURE = 1000;

  private final Tomcat tomcat = new Tomcat();
  private final @Nullable SocketLoops loops;

  /** What a test says of the next WebSocket. */
  private volatile Opening opening =
      sink -> {
        sink.close(NORMAL_CLOSURE, "");
        return null;
      };

  private volatile Consumer<TomcatStream> streaming = TomcatStream::end;
  private volatile Runnable onGone = () -> {};

  /**
   * Starts it on a free port of the loopback.
   *
   * @param protocol the class of the connector
   * @param loops null if Tomcat reads
   */
  UpgradingTomcat(Path home, String protocol, Timers timers, @Nullable SocketLoops loops)
      throws LifecycleException {
    this.loops = loops;
    tomcat.setBaseDir(home.toString());
    Connector connector = new Connector(protocol);
    connector.setPort(0);
    tomcat.setConnector(connector);
    protocol().setAddress(InetAddress.getLoopbackAddress());
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "upgrade", new Upgrading(timers)).setAsyncSupported(true);
    context.addServletMappingDecoded("/", "upgrade");
    tomcat.start();
  }

  private final class Upgrading extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Timers timers;

    Upgrading(Timers timers) {
      this.timers = timers;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      if (request.getRequestURI().equals("/stream")) {
        response.setContentType("text/event-stream");
        TomcatStream stream = new TomcatUpgrade(loops).stream(request, response, timers, onGone);
        streaming.accept(Objects.requireNonNull(stream));
        response.flushBuffer();
        return;
      }
      if (!new TomcatUpgrade(loops).upgrade(request, response, timers, MAX_BYTES, opening)) {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      }
    }
  }

  /** What is done with streams from now on, and when one has ended. */
  void streaming(Consumer<TomcatStream> next, Runnable whenGone) {
    streaming = next;
    onGone = whenGone;
  }

  /** How WebSockets are opened from now on. */
  void opening(Opening next) {
    opening = next;
  }

  private AbstractProtocol<?> protocol() {
    return (AbstractProtocol<?>) tomcat.getConnector().getProtocolHandler();
  }

  /** Of how many connections it asks each second whether they wait too long. */
  int lookedAfter() {
    ThreadPoolExecutor threads = (ThreadPoolExecutor) protocol().getExecutor();
    while (threads.getActiveCount() > 0) {
      Thread.onSpinWait(); // What the client has seen is not all that the thread does.
    }
    return protocol().getWaitingProcessorCount();
  }

  URI uri(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/");
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
    if (loops != null) {
      loops.close();
    }
  }
}
