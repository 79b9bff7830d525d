package dev.oneport.it.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.server.MisbehavingProxy.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxies of the other tests do wrong what they say, and nothing else. */
class MisbehavingProxyIT {

  private static final String UPGRADE =
      "GET /ws HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nupgrade: websocket\r\n\r\n";
  private static final String REQUEST =
      "GET /events HTTP/1.1\r\nHost: h\r\nConnection: keep-alive\r\n\r\n";
  private static final String ENDING =
      "GET /events HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
  private static final int SOON_MILLIS = 300;

  private ServerSocket server;

  @BeforeEach
  void startServer() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
  }

  private MisbehavingProxy proxy(Faults faults) {
    return MisbehavingProxy.inFrontOf(
        URI.create("http://127.0.0.1:" + server.getLocalPort() + "/app/"), faults);
  }

  private static Socket connect(MisbehavingProxy proxy, String request) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.base().getPort());
    client.setSoTimeout(10_000);
    send(client, request);
    return client;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static void expect(Socket socket, String text) throws IOException {
    InputStream in = socket.getInputStream();
    assertEquals(text, new String(in.readNBytes(text.length()), ISO_8859_1));
  }

  @Test
  void withoutFaultsEveryByteIsHandedOnAsItIs() throws IOException {
    try (MisbehavingProxy proxy = proxy(Faults.NONE);
        Socket client = connect(proxy, REQUEST);
        Socket atServer = server.accept()) {
      assertEquals("/app/", proxy.base().getPath());
      expect(atServer, REQUEST);
      send(atServer, "a");
      expect(client, "a");
      send(client, "more");
      expect(atServer, "more");
      atServer.shutdownOutput();
      assertEquals(-1, client.getInputStream().read());
      assertEquals(1, proxy.connections());
    }
  }

  @Test
  void refusesUpgradesOnly() throws IOException {
    try (MisbehavingProxy proxy = proxy(Faults.NONE.refusingUpgrades());
        Socket upgrade = connect(proxy, UPGRADE);
        Socket client = connect(proxy, REQUEST);
        Socket atServer = server.accept()) {
      expect(upgrade, "HTTP/1.1 403 Forbidden\r\n");
      expect(atServer, REQUEST);
      send(atServer, "a");
      expect(client, "a");
      assertEquals(1, proxy.refusedUpgrades());
    }
  }

  @Test
  void buffersAnAnswerUntilItsEnd() throws IOException {
    try (MisbehavingProxy proxy = proxy(Faults.NONE.buffering());
        Socket client = connect(proxy, REQUEST);
        Socket atServer = server.accept()) {
      expect(atServer, ENDING);
      send(atServer, "first");
      assertNothingComes(client);
      send(atServer, "last");
      atServer.shutdownOutput();
      expect(client, "firstlast");
    }
  }

  @Test
  void buffersAWebSocketForEver() throws IOException {
    try (MisbehavingProxy proxy = proxy(Faults.NONE.buffering());
        Socket client = connect(proxy, UPGRADE);
        Socket atServer = server.accept()) {
      expect(atServer, UPGRADE);
      send(atServer, "HTTP/1.1 101 Switching Protocols\r\n\r\n");
      assertNothingComes(client);
    }
  }

  private static void assertNothingComes(Socket client) throws IOException {
    client.setSoTimeout(SOON_MILLIS);
    assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
    client.setSoTimeout(10_000);
  }

  @Test
  void cutsBothSidesAtThatAge() throws IOException {
    try (MisbehavingProxy proxy = proxy(Faults.NONE.cuttingAfter(Duration.ofMillis(SOON_MILLIS)));
        Socket client = connect(proxy, REQUEST);
        Socket atServer = server.accept()) {
      expect(atServer, REQUEST);
      send(atServer, "a");
      expect(client, "a");
      assertCut(client);
      assertCut(atServer);
      assertEquals(1, proxy.cuts());
    }
  }

  /** The side that is cut second may find the end of the other first. */
  private static void assertCut(Socket socket) throws IOException {
    int read;
    try {
      read = socket.getInputStream().read();
    } catch (SocketException reset) {
      return;
    }
    assertEquals(-1, read);
  }

  @Test
  void takesItsTimeForEachByte() throws IOException {
    try (MisbehavingProxy proxy = proxy(Faults.NONE.takingPerByte(Duration.ofMillis(50)));
        Socket client = connect(proxy, REQUEST);
        Socket atServer = server.accept()) {
      expect(atServer, REQUEST);
      long start = System.nanoTime();
      send(atServer, "0123456789");
      expect(client, "0123456789");
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(took.compareTo(Duration.ofMillis(9 * 50)) >= 0, took::toString);
    }
  }
}
