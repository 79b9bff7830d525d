package dev.oneport.web.tomcat;

import dev.oneport.concurrent.Timers;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
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
 * One connection that Tomcat has left to us. Either Tomcat calls with the connection's lock held,
 * or a loop when there is something to read, so one call comes after the other, on whatever
 * threads; fields are their own. How it ends is Tomcat's in any case.
 */
abstract class TomcatConnection implements InternalHttpUpgradeHandler, SocketLoops.Reader {
  private static final System.Logger LOG = System.getLogger(TomcatConnection.class.getName());

  /** More than Tomcat's own buffer, which is then not needed. */
  private static final int BUFFER_BYTES = 16 << 10;

  /** Reads of one connection before the others have their turn. */
  private static final int READS = 4;

  /** Held weakly, by nothing of the application: threads outlive it, and keep what they had. */
  private static final ThreadLocal<@Nullable WeakReference<ByteBuffer>> BUFFER =
      new ThreadLocal<>();

  private @Nullable SocketLoops loops;
  private @Nullable Timers timers;
  private @Nullable ClassLoader loader;
  private @Nullable SocketWrapperBase<?> wrapper;

  /** Set once, before anything comes. */
  private volatile @Nullable WireWriter writer;

  /** Null if Tomcat reads. Set once, before anything comes. */
  private volatile @Nullable ChannelWire direct;

  /** Whether Tomcat was told to leave it alone. With the connection's lock held. */
  private boolean leftAlone;

  private boolean destroyed;

  /**
   * What the servlet knows; before the request is over.
   *
   * @param reading read what comes where they can; null if Tomcat reads
   */
  final void prepare(Timers scheduling, @Nullable SocketLoops reading) {
    timers = scheduling;
    loops = reading;
    loader = Thread.currentThread().getContextClassLoader();
  }

  /** The connection is ours. */
  abstract void onOpen(WireWriter opened);

  /**
   * Something came.
   *
   * @param bytes to be used up
   */
  abstract void onBytes(ByteBuffer bytes);

  /** It is over, whoever ended it; once. */
  abstract void onEnd();

  final Timers timers() {
    return Objects.requireNonNull(timers, "not prepared");
  }

  @Override
  public final void setSocketWrapper(SocketWrapperBase<?> socket) {
    wrapper = socket;
  }

  @Override
  public final void init(WebConnection connection) {
    SocketWrapperBase<?> socket = Objects.requireNonNull(wrapper);
    ChannelWire channel = takeChannel(socket);
    WireWriter opened =
        new WireWriter(channel == null ? new WrapperWire(socket) : channel, timers());
    direct = channel;
    writer = opened;
    inApplication(() -> onOpen(opened));
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
      LOG.log(Level.DEBUG, "Tomcat reads a connection: {0}", e.toString());
      return null;
    }
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
  public final SocketState upgradeDispatch(SocketEvent status) {
    WireWriter open = writer;
    if (open == null) {
      return SocketState.CLOSED;
    }
    if (direct != null) {
      return leaveAlone();
    }
    open.called();
    switch (status) {
      case OPEN_READ -> inApplication(() -> readWhatTomcatHas(Objects.requireNonNull(wrapper)));
      case OPEN_WRITE -> inApplication(open::onWritable);
      default -> open.giveUp();
    }
    return open.returning() ? SocketState.CLOSED : SocketState.UPGRADED;
  }

  /**
   * The first call ends the upgrade; the next one is the end. Suspended, Tomcat does nothing until
   * then, where it asks each second after each connection with I/O of its own ({@link
   * #hasAsyncIO}).
   */
  private SocketState leaveAlone() {
    if (leftAlone) {
      return SocketState.CLOSED;
    }
    leftAlone = true;
    return SocketState.SUSPENDED;
  }

  private void readWhatTomcatHas(SocketWrapperBase<?> from) {
    ByteBuffer buffer = buffer();
    try {
      for (buffer.clear(); from.read(false, buffer) > 0; buffer.clear()) {
        onBytes(buffer.flip());
      }
    } catch (IOException gone) {
      onGone(gone.toString());
    }
  }

  private static ByteBuffer buffer() {
    WeakReference<ByteBuffer> known = BUFFER.get();
    ByteBuffer buffer = known == null ? null : known.get();
    if (buffer == null) {
      buffer = ByteBuffer.allocate(BUFFER_BYTES);
      BUFFER.set(new WeakReference<>(buffer));
    }
    return buffer;
  }

  @Override
  public final void onReadable(ByteBuffer buffer) {
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
  public final void onWritable() {
    Objects.requireNonNull(writer).onWritable();
  }

  @Override
  public final void onFailure() {
    onGone("a failure");
  }

  private void onGone(String why) {
    LOG.log(Level.DEBUG, "a connection has ended: {0}", why);
    Objects.requireNonNull(writer).giveUp();
    ChannelWire channel = direct;
    if (channel != null) {
      channel.disconnect();
    }
  }

  @Override
  public final void destroy() {
    WireWriter ended = writer;
    if (ended == null || destroyed) {
      return;
    }
    destroyed = true;
    ChannelWire channel = direct;
    if (channel != null) {
      channel.closed();
    }
    // In this order: a write that fails would be taken for the cause.
    inApplication(this::onEnd);
    inApplication(ended::end);
  }

  @Override
  public final void timeoutAsync(long now) {
    // What is on the connection has heartbeats.
  }

  @Override
  public final void setSslSupport(SSLSupport sslSupport) {
    // The wrapper does all that is to be done.
  }

  @Override
  public final void pause() {
    // Connections are closed when the application stops.
  }
}
