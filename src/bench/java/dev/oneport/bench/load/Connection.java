package dev.oneport.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One connection of a client. Used by the loop's thread alone. */
abstract class Connection {
  private static final byte[] NOTHING = {};

  private @Nullable Loop loop;
  private @Nullable SocketChannel channel;
  private @Nullable SelectionKey key;

  /** What was read and is not a whole message yet. */
  private byte[] rest = NOTHING;

  /** What the system did not take yet. */
  private @Nullable ByteBuffer unsent;

  private boolean paused;

  final void attach(Loop owner, SocketChannel to, SelectionKey selected) {
    loop = owner;
    channel = to;
    key = selected;
  }

  final Loop loop() {
    return Objects.requireNonNull(loop);
  }

  /** It may write from now on. */
  abstract void onConnected();

  /**
   * Bytes are there.
   *
   * @param in flipped; what is left in it comes again, with more behind it
   */
  abstract void onBytes(ByteBuffer in);

  /** The server has ended it. */
  abstract void onEnd();

  final void connected() {
    interest(SelectionKey.OP_READ);
    onConnected();
  }

  final void ready(ByteBuffer buffer) {
    SelectionKey selected = Objects.requireNonNull(key);
    SocketChannel from = Objects.requireNonNull(channel);
    try {
      if (selected.isValid() && selected.isConnectable()) {
        from.finishConnect();
        connected();
      }
      if (selected.isValid() && selected.isWritable()) {
        flush();
      }
      if (selected.isValid() && selected.isReadable()) {
        read(from, buffer);
      }
    } catch (IOException e) {
      lost();
    }
  }

  private void read(SocketChannel from, ByteBuffer buffer) throws IOException {
    buffer.clear();
    buffer.put(rest);
    int read = from.read(buffer);
    if (read < 0) {
      lost();
      return;
    }
    buffer.flip();
    onBytes(buffer);
    if (buffer.hasRemaining()) {
      rest = new byte[buffer.remaining()];
      buffer.get(rest);
    } else {
      rest = NOTHING;
    }
  }

  private void lost() {
    boolean wasOpen = isOpen();
    close();
    if (wasOpen) {
      onEnd();
    }
  }

  final boolean isOpen() {
    return channel != null && channel.isOpen();
  }

  /** Reads nothing from now on. */
  public final void pause() {
    paused = true;
    interest(0);
  }

  private void interest(int operations) {
    SelectionKey selected = Objects.requireNonNull(key);
    if (selected.isValid()) {
      selected.interestOps(paused ? operations & ~SelectionKey.OP_READ : operations);
    }
  }

  /** Sends bytes; what the system does not take goes as soon as it does. */
  final void write(byte[] bytes) {
    if (!isOpen()) {
      return;
    }
    ByteBuffer waiting = unsent;
    if (waiting == null) {
      unsent = ByteBuffer.wrap(bytes);
    } else {
      unsent =
          ByteBuffer.allocate(waiting.remaining() + bytes.length).put(waiting).put(bytes).flip();
    }
    try {
      flush();
    } catch (IOException e) {
      lost();
    }
  }

  private void flush() throws IOException {
    ByteBuffer waiting = unsent;
    if (waiting != null) {
      Objects.requireNonNull(channel).write(waiting);
      if (waiting.hasRemaining()) {
        interest(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        return;
      }
      unsent = null;
    }
    interest(SelectionKey.OP_READ);
  }

  public final void close() {
    SocketChannel open = channel;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It is gone either way.
      }
    }
  }

  /** Forgets what is left of the connection before. */
  final void reset() {
    rest = NOTHING;
    unsent = null;
  }
}
