package dev.oneport.it.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on a port of 127.0.0.1 in front of a server, as bad as those that clients meet. It hands
 * bytes on, and looks at no more than the first request of each connection. What it does wrong can
 * be combined; without any of it, it does nothing wrong. Any thread.
 */
public final class MisbehavingProxy implements AutoCloseable {

  private static final int MOST_HEADER_BYTES = 64 * 1024;
  private static final int CHUNK_BYTES = 8192;

  /** So small that a server notices soon that nobody reads. */
  private static final int SLOW_RECEIVE_BUFFER_BYTES = 4096;

  private static final Pattern UPGRADE = Pattern.compile("(?im)^Upgrade:");
  private static final Pattern CONNECTION = Pattern.compile("(?im)^Connection:.*\r\n");
  private static final byte[] REFUSAL =
      "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(ISO_8859_1);

  private final URI target;
  private final Faults faults;
  private final ServerSocket listener;
  private final ScheduledExecutorService scissors =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "proxy-scissors"));
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger refusedUpgrades = new AtomicInteger();
  private final AtomicInteger cuts = new AtomicInteger();

  /**
   * What a proxy does wrong.
   *
   * @param refusesUpgrades answers requests to change the protocol with 403, as WebSocket's
   * @param buffers hands an answer on only once it is complete: a stream never, nor a WebSocket
   * @param cutAfter the age at which each connection is cut, without a word; null: none is
   * @param perByte how long each byte from the server takes, and no more is read; null: no time
   */
  public record Faults(
      boolean refusesUpgrades,
      boolean buffers,
      @Nullable Duration cutAfter,
      @Nullable Duration perByte) {

    public static final Faults NONE = new Faults(false, false, null, null);

    public Faults refusingUpgrades() {
      return new Faults(true, buffers, cutAfter, perByte);
    }

    public Faults buffering() {
      return new Faults(refusesUpgrades, true, cutAfter, perByte);
    }

    public Faults cuttingAfter(Duration age) {
      return new Faults(refusesUpgrades, buffers, age, perByte);
    }

    public Faults takingPerByte(Duration time) {
      return new Faults(refusesUpgrades, buffers, cutAfter, time);
    }
  }

  private MisbehavingProxy(URI target, Faults faults) throws IOException {
    this.target = target;
    this.faults = faults;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /**
   * Starts a proxy.
   *
   * @param target any http address of the server
   */
  public static MisbehavingProxy inFrontOf(URI target, Faults faults) {
    try {
      MisbehavingProxy proxy = new MisbehavingProxy(target, faults);
      daemon(proxy::accept, "proxy-" + proxy.listener.getLocalPort()).start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same address, by way of this proxy. */
  public URI base() {
    String authority = "127.0.0.1:" + listener.getLocalPort();
    return URI.create("http://" + authority + target.getRawPath());
  }

  /** Connections accepted so far. */
  public int connections() {
    return connections.get();
  }

  /** Upgrades refused so far. */
  public int refusedUpgrades() {
    return refusedUpgrades.get();
  }

  /** Connections cut so far that were still alive. */
  public int cuts() {
    return cuts.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        connections.incrementAndGet();
        open.add(client);
        daemon(() -> serve(client), "proxy-up").start();
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  /** From the client to the server; another thread takes what comes back. */
  private void serve(Socket client) {
    Socket server = new Socket();
    open.add(server);
    try (client;
        server) {
      client.setTcpNoDelay(true);
      scheduleCut(client, server);
      String head = readHead(client.getInputStream());
      boolean upgrade = UPGRADE.matcher(head).find();
      if (upgrade && faults.refusesUpgrades()) {
        refusedUpgrades.incrementAndGet();
        client.getOutputStream().write(REFUSAL);
        return;
      }
      if (faults.perByte() != null) {
        server.setReceiveBufferSize(SLOW_RECEIVE_BUFFER_BYTES);
      }
      server.setTcpNoDelay(true);
      server.connect(new InetSocketAddress(target.getHost(), target.getPort()));
      // Then the end of the answer is the end of the connection, and nothing else need be read.
      String sent = faults.buffers() && !upgrade ? endingAfterwards(head) : head;
      server.getOutputStream().write(sent.getBytes(ISO_8859_1));
      daemon(() -> answer(server, client), "proxy-down").start();
      client.getInputStream().transferTo(server.getOutputStream());
    } catch (IOException e) {
      // One of them has gone: so does the other.
    } finally {
      open.remove(client);
      open.remove(server);
    }
  }

  private void answer(Socket server, Socket client) {
    try (server;
        client) {
      InputStream in = server.getInputStream();
      OutputStream out = client.getOutputStream();
      if (faults.buffers()) {
        out.write(in.readAllBytes());
      } else if (faults.perByte() != null) {
        trickle(in, out, faults.perByte());
      } else {
        in.transferTo(out);
      }
    } catch (IOException e) {
      // As above.
    }
  }

  private static void trickle(InputStream in, OutputStream out, Duration perByte)
      throws IOException {
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        out.write(next);
        TimeUnit.NANOSECONDS.sleep(perByte.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void scheduleCut(Socket client, Socket server) {
    Duration age = faults.cutAfter();
    if (age != null) {
      var unused =
          scissors.schedule(() -> cut(client, server), age.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void cut(Socket client, Socket server) {
    if (!client.isClosed()) {
      cuts.incrementAndGet();
    }
    for (Socket socket : new Socket[] {client, server}) {
      try {
        // A reset, not an orderly end.
        socket.setSoLinger(true, 0);
      } catch (IOException e) {
        // It is closed already.
      }
      close(socket);
    }
  }

  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream(CHUNK_BYTES);
    String end = "";
    while (!end.endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0 || head.size() == MOST_HEADER_BYTES) {
        throw new IOException("no request");
      }
      head.write(next);
      end = end.substring(Math.max(0, end.length() - 3)) + (char) next;
    }
    return head.toString(ISO_8859_1);
  }

  private static String endingAfterwards(String head) {
    String without = CONNECTION.matcher(head).replaceAll("");
    return without.substring(0, without.length() - 2) + "Connection: close\r\n\r\n";
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends all connections. */
  @Override
  public void close() {
    close(listener);
    scissors.shutdownNow();
    open.forEach(MisbehavingProxy::close);
  }
}
