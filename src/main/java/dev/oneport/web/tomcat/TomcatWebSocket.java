package dev.oneport.web.tomcat;

import dev.oneport.engineio.transport.WebSocketTransport;
import dev.oneport.protocol.websocket.FrameReader;
import dev.oneport.protocol.websocket.FrameViolation;
import dev.oneport.web.websocket.SocketIoEndpoint.Admission;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * One connection that was upgraded. Tomcat calls it with the connection's lock held, so one call
 * comes after the other, on whatever threads; fields are its own.
 */
public final class TomcatWebSocket implements InternalHttpUpgradeHandler, FrameReader.Receiver {
  private static final System.Logger LOG = System.getLogger(TomcatWebSocket.class.getName());

  /** More than Tomcat's own buffer, which is then not needed. */
  private static final int BUFFER_BYTES = 16 << 10;

  private static final int NORMAL_CLOSURE = 1000;
  private static final int NO_CODE = 1005;

  /** No subclass, and nothing of the application in it: threads outlive applications. */
  private static final ThreadLocal<@Nullable ByteBuffer> BUFFER = new ThreadLocal<>();

  private @Nullable Admission admission;
  private @Nullable ClassLoader loader;
  private @Nullable SocketWrapperBase<?> wrapper;
  private @Nullable TomcatFrameSink sink;

  /** Null once nothing that comes counts any more. */
  private @Nullable FrameReader reader;

  /** Null if nothing is expected from the client. */
  private @Nullable WebSocketTransport transport;

  /** For Tomcat alone. */
  public TomcatWebSocket() {}

  /** What the servlet knows; before the request is over. */
  void admit(Admission next) {
    admission = next;
    loader = Thread.currentThread().getContextClassLoader();
  }

  @Override
  public void setSocketWrapper(SocketWrapperBase<?> socket) {
    wrapper = socket;
  }

  @Override
  public void init(WebConnection connection) {
    Admission admitted = Objects.requireNonNull(admission, "nobody admitted it");
    admission = null;
    TomcatFrameSink opened =
        new TomcatFrameSink(Objects.requireNonNull(wrapper), admitted.timers());
    sink = opened;
    reader = new FrameReader(admitted.maxPayloadBytes());
    inApplication(() -> transport = admitted.opening().open(opened));
  }

  private void inApplication(Runnable task) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      task.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public SocketState upgradeDispatch(SocketEvent status) {
    TomcatFrameSink open = sink;
    if (open == null) {
      return SocketState.CLOSED;
    }
    open.called();
    switch (status) {
      case OPEN_READ -> inApplication(this::read);
      case OPEN_WRITE -> inApplication(open::onWritable);
      default -> open.giveUp();
    }
    return open.returning() ? SocketState.CLOSED : SocketState.UPGRADED;
  }

  private void read() {
    SocketWrapperBase<?> from = Objects.requireNonNull(wrapper);
    ByteBuffer buffer = BUFFER.get();
    if (buffer == null) {
      buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
      BUFFER.set(buffer);
    }
    try {
      for (buffer.clear(); from.read(false, buffer) > 0; buffer.clear()) {
        buffer.flip();
        onBytes(buffer);
      }
    } catch (IOException gone) {
      LOG.log(Level.DEBUG, "a WebSocket has ended: {0}", gone.toString());
      open().giveUp();
    }
  }

  private TomcatFrameSink open() {
    return Objects.requireNonNull(sink);
  }

  private void onBytes(ByteBuffer bytes) {
    FrameReader reads = reader;
    if (reads == null) {
      return;
    }
    try {
      reads.read(bytes, this);
    } catch (FrameViolation e) {
      reader = null;
      onViolation(e);
    }
  }

  private void onViolation(FrameViolation violation) {
    WebSocketTransport told = transport;
    if (told != null && violation.code() == FrameViolation.TOO_BIG) {
      told.onTooBig();
      return;
    }
    open().close(violation.code(), "");
    if (told != null) {
      told.onError(Objects.toString(violation.getMessage()));
    }
  }

  @Override
  public void onText(String text) {
    if (transport != null) {
      transport.onText(text);
    }
  }

  @Override
  public void onBinary(ByteBuffer data) {
    if (transport != null) {
      transport.onBinary(data);
    }
  }

  @Override
  public void onPing(ByteBuffer data) {
    open().pong(data);
  }

  @Override
  public void onClose(int code) {
    reader = null;
    open().onPeerClose(code == NO_CODE ? NORMAL_CLOSURE : code);
  }

  /** It is over, whoever ended it. */
  @Override
  public void destroy() {
    TomcatFrameSink ended = sink;
    if (ended == null) {
      return;
    }
    sink = null;
    WebSocketTransport told = transport;
    // First: a write that fails would be taken for the cause.
    if (told != null) {
      inApplication(told::onClose);
    }
    inApplication(ended::end);
  }

  @Override
  public void timeoutAsync(long now) {
    // Sessions have heartbeats.
  }

  @Override
  public void setSslSupport(SSLSupport sslSupport) {
    // The wrapper does all that is to be done.
  }

  @Override
  public void pause() {
    // Sessions are closed when the application stops.
  }
}
