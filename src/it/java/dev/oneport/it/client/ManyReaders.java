package dev.oneport.it.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Many connections whose bytes one thread reads as they come, counting the exclamation marks among
 * them.
 */
public final class ManyReaders implements AutoCloseable {
  private static final int BUFFER_BYTES = 256 << 10;

  private final URI base;
  private final Selector selector = Selector.open();
  private final List<Reader> readers = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::run, "many-readers");

  private static final class Reader {
    final SocketChannel channel;
    final AtomicInteger marks = new AtomicInteger();

    /** Whether it speaks JSON, and has to answer pings. */
    final boolean plain;

    volatile boolean ended;

    Reader(SocketChannel channel, boolean plain) {
      this.channel = channel;
      this.plain = plain;
    }
  }

  /** None yet. */
  public ManyReaders(URI base) throws IOException {
    this.base = base;
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Sends a request, then a WebSocket frame once that is answered, and reads on once it was told
   * that it is there.
   *
   * @param headers each with its line break
   * @param frame null to send none
   * @param there what it is told then
   */
  public void add(URI uri, String headers, @Nullable String frame, String there)
      throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(base.getHost(), base.getPort()));
    String request =
        "GET "
            + uri.getRawPath()
            + "?"
            + uri.getRawQuery()
            + " HTTP/1.1\r\nHost: "
            + uri.getAuthority()
            + "\r\n"
            + headers
            + "\r\n";
    write(channel, request.getBytes(ISO_8859_1));
    if (frame != null) {
      readUntil(channel, "\r\n\r\n");
      write(channel, RawHttp.frame(frame));
    }
    readUntil(channel, there);
    channel.configureBlocking(false);
    Reader reader = new Reader(channel, frame != null && frame.startsWith("{"));
    readers.add(reader);
    channel.register(selector, SelectionKey.OP_READ, reader);
    selector.wakeup();
  }

  private static void readUntil(SocketChannel channel, String text) throws IOException {
    StringBuilder read = new StringBuilder();
    ByteBuffer buffer = ByteBuffer.allocate(1);
    while (read.indexOf(text) < 0) {
      if (channel.read(buffer.clear()) < 0) {
        throw new IOException("the end after " + read);
      }
      read.append((char) (buffer.get(0) & 0xff));
    }
  }

  private static void write(SocketChannel channel, byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }

  /** Those over plain WebSocket say that they live, asked or not. */
  public void answerPings() throws IOException {
    for (Reader reader : readers) {
      if (reader.plain && !reader.ended) {
        write(reader.channel, RawHttp.frame("{\"pong\":0}"));
      }
    }
  }

  /** How many connections are open. */
  public int open() {
    return (int) readers.stream().filter(reader -> !reader.ended).count();
  }

  /** The marks of each connection. */
  public List<Integer> marks() {
    return readers.stream().map(reader -> reader.marks.get()).toList();
  }

  private void run() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    while (selector.isOpen()) {
      try {
        selector.select(key -> read((Reader) key.attachment(), key, buffer), 100);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private static void read(Reader reader, SelectionKey key, ByteBuffer buffer) {
    try {
      buffer.clear();
      if (reader.channel.read(buffer) < 0) {
        throw new IOException("the end");
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        if (buffer.get() == '!') {
          reader.marks.incrementAndGet();
        }
      }
    } catch (IOException ended) {
      reader.ended = true;
      key.cancel();
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    for (Reader reader : readers) {
      reader.channel.close();
    }
  }
}
