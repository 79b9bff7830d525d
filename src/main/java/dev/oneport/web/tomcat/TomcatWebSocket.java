package dev.oneport.web.tomcat;

import dev.oneport.engineio.transport.WebSocketTransport;
import dev.oneport.protocol.websocket.FrameReader;
import dev.oneport.protocol.websocket.FrameViolation;
import dev.oneport.web.websocket.SocketIoEndpoint.Admission;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * One connection that was upgraded. Either Tomcat calls it with the connection's lock held, or its
 * loop when there is something to read, so one call comes after the other, on whatever threads;
 * fields are its own. How it ends is Tomcat's in any case.
 */
public final class TomcatWebSocket
    implements InternalHttpUpgradeHandler, FrameReader.Receiver, SocketLoops.Reader {
  private static final System.Logger LOG = System.getLogger(TomcatWebSocket.class.getName());

  /** More than Tomcat's own buffer, which is then not needed. */
  private static final int BUFFER_BYTES = 16 << 10;

  /** Reads of one connection before the others have their turn. */
  private static final int READS = 4;

  private static final int NORMAL_CLOSURE = 1000;
  private static final int NO_CODE = 1005;

  /** No subclass, and nothing of the application in it: threads outlive applications. */
  private static final ThreadLocal<@Nullable ByteBuffer> BUFFER = new ThreadLocal<>();

  private @Nullable Admission admission;
  private @Nullable SocketLoops loops;
  private @Nullable ClassLoader loader;
  private @Nullable SocketWrapperBase<?> wrapper;

  /** Set once, before anything comes. */
  private volatile @Nullable TomcatFrameSink sink;

  /** Null if Tomcat reads. Set once, before anything comes. */
  private volatile @Nullable ChannelWire direct;

  /** Null once nothing that comes counts any more. */
  private @Nullable FrameReader reader;

  /** Null if nothing is expected from the client. Set once, before anything comes. */
  private volatile @Nullable WebSocketTransport transport;

  private boolean destroyed;

  /** For Tomcat alone. */
  public TomcatWebSocket() {}

  /**
   * What the servlet knows; before the request is over.
   *
   * @param next how it is opened
   * @param reading read what comes where they can; null if Tomcat reads
   */
  void admit(Admission next, @Nullable SocketLoops reading) {
    admission = next;
    loops = reading;
    loader = Thread.currentThread().getContextClassLoader();
  }

  @Override
  public void setSocketWrapper(SocketWrapperBase<?> socket) {
    wrapper = socket;
  }

  @Override
  public void init(WebConnection connection) {
    Admission admitted = Objects.requireNonNull(admission, "nobody admitted it");
    SocketWrapperBase<?> socket = Objects.requireNonNull(wrapper);
    admission = null;
    ChannelWire channel = takeChannel(socket);
    TomcatFrameSink opened =
        new TomcatFrameSink(channel == null ? new WrapperWire(socket) : channel, admitted.timers());
    direct = channel;
    sink = opened;
    reader = new FrameReader(admitted.maxPayloadBytes());
    inApplication(() -> transport = admitted.opening().open(opened));
    if (channel != null) {
      inApplication(() -> readWhatTomcatHas(socket));
      channel.read();
    }
  }

  private @Nullable ChannelWire takeChannel(SocketWrapperBase<?> socket) {
    SocketLoops reading = loops;
    SocketChannel channel = reading == null ? null : ChannelWire.channelOf(socket);
    if (reading == null || channel == null) {
      return null;
    }
    try {
      return ChannelWire.take(socket, channel, reading, this);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "Tomcat reads a WebSocket: {0}", e.toString());
      return null;
    }
  }

  @Override
  public boolean hasAsyncIO() {
    return direct != null;
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
    if (open == null || direct != null) {
      return SocketState.CLOSED;
    }
    open.called();
    switch (status) {
      case OPEN_READ -> inApplication(() -> readWhatTomcatHas(Objects.requireNonNull(wrapper)));
      case OPEN_WRITE -> inApplication(open::onWritable);
      default -> open.giveUp();
    }
    return open.returning() ? SocketState.CLOSED : SocketState.UPGRADED;
  }

  private void readWhatTomcatHas(SocketWrapperBase<?> from) {
    ByteBuffer buffer = BUFFER.get();
    if (buffer == null) {
      buffer = ByteBuffer.allocate(BUFFER_BYTES);
      BUFFER.set(buffer);
    }
    try {
      for (buffer.clear(); from.read(false, buffer) > 0; buffer.clear()) {
        onBytes(buffer.flip());
      }
    } catch (IOException gone) {
      onGone(gone.toString());
    }
  }

  @Override
  public void onReadable(ByteBuffer buffer) {
    SocketChannel from = Objects.requireNonNull(direct).channel();
    try {
      for (int i = 0; i < READS; i++) {
        int read = from.read(buffer.clear());
        if (read < 0) {
          onGone("the end");
          return;
        }
        onBytes(buffer.flip());
        if (read < buffer.capacity()) {
          return; // That was all.
        }
      }
    } catch (IOException gone) {
      onGone(gone.toString());
    }
  }

  @Override
  public void onWritable() {
    open().onWritable();
  }

  @Override
  public void onFailure() {
    onGone("a failure");
  }

  private void onGone(String why) {
    LOG.log(Level.DEBUG, "a WebSocket has ended: {0}", why);
    open().giveUp();
    ChannelWire channel = direct;
    if (channel != null) {
      channel.disconnect();
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
    WebSocketTransport told = transport;
    if (told != null) {
      told.onText(text);
    }
  }

  @Override
  public void onBinary(ByteBuffer data) {
    WebSocketTransport told = transport;
    if (told != null) {
      told.onBinary(data);
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
    if (ended == null || destroyed) {
      return;
    }
    destroyed = true;
    ChannelWire channel = direct;
    if (channel != null) {
      channel.closed();
    }
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
