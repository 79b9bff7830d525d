package dev.oneport.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of the load generator: it reads what servers send to all clients, and runs tasks.
 * {@link #submit} may be called by any thread, everything else by the loop alone.
 */
public final class Loop implements AutoCloseable {
  private static final int BUFFER_BYTES = 256 << 10;

  /** More than that sleeps in the selector; less spins, since a selector wakes late. */
  private static final long SPIN_NANOS = 200_000;

  private static final long IDLE_NANOS = 50_000_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  /** Completed when the loop has ended, with what it failed of if it has. */
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private final ArrayDeque<Runnable> later = new ArrayDeque<>();
  private final Thread thread;
  private volatile boolean closed;

  /** Called in each round; returns how many nanoseconds may pass until it wants to be called. */
  private @Nullable LongSupplier pacer;

  /** Starts the thread. */
  public Loop() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = new Thread(this::run, "load");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Runs a task on the loop, and waits for it.
   *
   * @throws CompletionException if it fails, or the loop has
   */
  public void submit(Runnable task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    tasks.add(
        () -> {
          try {
            task.run();
            done.complete(null);
          } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
          }
        });
    selector.wakeup();
    await(done);
  }

  /** Waits for something that happens on the loop, unless that fails. */
  void await(CompletableFuture<Void> event) {
    CompletableFuture.anyOf(event, ended).join();
  }

  /** What is called in each round, or null for nothing; it tells when it wants to be called. */
  void pacer(@Nullable LongSupplier next) {
    pacer = next;
  }

  /** Runs a task after the current round. */
  void later(Runnable task) {
    later.add(task);
  }

  /** Processor time of the loop so far, in nanoseconds. */
  public long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
  }

  /** Begins to connect. */
  void connect(InetSocketAddress address, Connection connection, int receiveBufferBytes) {
    try {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      if (receiveBufferBytes > 0) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferBytes);
      }
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, connection);
      connection.attach(this, channel, key);
      if (channel.connect(address)) {
        connection.connected();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run() {
    try {
      while (!closed) {
        round();
      }
      ended.complete(null);
    } catch (IOException | RuntimeException | Error e) {
      ended.completeExceptionally(e);
    }
  }

  private void round() throws IOException {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
    for (Runnable task = later.poll(); task != null; task = later.poll()) {
      task.run();
    }
    LongSupplier now = pacer;
    long wait = now == null ? IDLE_NANOS : now.getAsLong();
    if (!later.isEmpty() || wait < SPIN_NANOS) {
      selector.selectNow(this::handle);
    } else {
      selector.select(this::handle, Math.max(1, (wait - SPIN_NANOS) / NANOS_PER_MILLI));
    }
  }

  private void handle(SelectionKey key) {
    if (key.attachment() instanceof Connection connection) {
      connection.ready(buffer);
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
      for (SelectionKey key : selector.keys()) {
        if (key.attachment() instanceof Connection connection) {
          connection.close();
        }
      }
      selector.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
