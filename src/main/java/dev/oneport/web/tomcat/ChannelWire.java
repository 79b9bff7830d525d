package dev.oneport.web.tomcat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * A connection of Tomcat's usual connector that is not encrypted, as what it is: a channel. Nothing
 * is kept of what has left, and no thread is needed to read but those of {@link SocketLoops}.
 */
final class ChannelWire implements Wire {
  /** The JDK keeps a buffer for each thread as large as the largest write was. */
  private static final int PIECE = 64 << 10;

  private final SocketWrapperBase<?> wrapper;
  private final SocketChannel channel;
  private final SocketLoops.Registration registration;
  private final Lock lock = new ReentrantLock();

  /** What has not left yet, to be read; null if all has. With the lock held. */
  private @Nullable ByteBuffer unsent;

  /** Whether the array of {@link #unsent} is ours to write to. With the lock held. */
  private boolean own;

  private ChannelWire(
      SocketWrapperBase<?> wrapper, SocketChannel channel, SocketLoops.Registration registration) {
    this.wrapper = wrapper;
    this.channel = channel;
    this.registration = registration;
  }

  /** The channel of a connection; null if there is more to it than that. */
  static @Nullable SocketChannel channelOf(SocketWrapperBase<?> wrapper) {
    return wrapper.getSocket() instanceof NioChannel nio && !(nio instanceof SecureNioChannel)
        ? nio.getIOChannel()
        : null;
  }

  /**
   * Takes the channel, of which Tomcat must not read any more.
   *
   * @param reader told by the loop what happens, from {@link #read} on
   */
  static ChannelWire take(
      SocketWrapperBase<?> wrapper,
      SocketChannel channel,
      SocketLoops loops,
      SocketLoops.Reader reader)
      throws IOException {
    return new ChannelWire(wrapper, channel, loops.register(channel, reader));
  }

  /** To read from. */
  SocketChannel channel() {
    return channel;
  }

  /** From now on what comes is read. */
  void read() {
    registration.read();
  }

  @Override
  public Lock lock() {
    return lock;
  }

  @Override
  public void write(byte[] bytes) {
    ByteBuffer before = unsent;
    if (before == null) {
      unsent = ByteBuffer.wrap(bytes);
      own = false;
    } else if (own && before.capacity() - before.limit() >= bytes.length) {
      int end = before.limit();
      before.limit(end + bytes.length).put(end, bytes);
    } else {
      int size = Math.max(2 * before.remaining(), before.remaining() + 2 * bytes.length);
      unsent = ByteBuffer.allocate(size).put(before).put(bytes).flip();
      own = true;
    }
  }

  @Override
  public boolean flush() throws IOException {
    ByteBuffer out = unsent;
    if (out == null) {
      return true;
    }
    int end = out.limit();
    while (out.position() < end) {
      int piece = Math.min(end, out.position() + PIECE);
      out.limit(piece);
      channel.write(out);
      out.limit(end);
      if (out.position() < piece) {
        registration.write();
        return false;
      }
    }
    unsent = null;
    return true;
  }

  @Override
  public void disconnect() {
    registration.cancel();
    wrapper.processSocket(SocketEvent.DISCONNECT, true);
  }

  /** Tomcat has closed the channel, which is really over when its loop knows of it. */
  void closed() {
    registration.cancel();
  }
}
