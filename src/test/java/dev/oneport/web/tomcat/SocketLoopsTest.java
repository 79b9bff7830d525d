package dev.oneport.web.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oneport.concurrent.OwnThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A few threads for many connections. */
class SocketLoopsTest {
  private final SocketLoops loops =
      new SocketLoops(new OwnThreads("test-loop", SocketLoopsTest.class.getClassLoader()), 2);
  private final List<SocketChannel> channels = new ArrayList<>();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  @AfterEach
  void close() throws IOException {
    loops.close();
    for (SocketChannel channel : channels) {
      channel.close();
    }
  }

  /** Both ends of a connection: the one that a loop may have, and the one that does not block. */
  private record Pair(SocketChannel server, SocketChannel client) {}

  private Pair connect() throws IOException {
    try (ServerSocketChannel listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      SocketChannel client = SocketChannel.open(listening.getLocalAddress());
      SocketChannel server = listening.accept();
      server.configureBlocking(false);
      channels.add(client);
      channels.add(server);
      return new Pair(server, client);
    }
  }

  private final class Told implements SocketLoops.Reader {
    private final String name;
    private final SocketChannel channel;

    Told(String name, SocketChannel channel) {
      this.name = name;
      this.channel = channel;
    }

    @Override
    public void onReadable(ByteBuffer buffer) {
      assertThat(buffer.position()).isZero();
      int first;
      try {
        first = channel.read(buffer) < 0 ? -1 : buffer.get(0);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      if (first == 'x') {
        throw new IllegalStateException("a mistake");
      }
      told.add(name + " " + (first < 0 ? "end" : Character.toString(first)));
    }

    @Override
    public void onWritable() {
      told.add(name + " writable");
    }

    @Override
    public void onFailure() {
      told.add(name + " failed");
    }
  }

  private SocketLoops.Registration register(String name, Pair pair) throws IOException {
    return loops.register(pair.server(), new Told(name, pair.server()));
  }

  private static void send(Pair pair, char what) throws IOException {
    pair.client().write(ByteBuffer.wrap(new byte[] {(byte) what}));
  }

  private String told() throws InterruptedException {
    String next = told.poll(20, TimeUnit.SECONDS);
    return next == null ? "nothing in 20 s" : next;
  }

  @Test
  void whatComesIsToldOnceItIsWanted() throws Exception {
    Pair pair = connect();
    SocketLoops.Registration registration = register("a", pair);
    send(pair, '1');
    assertThat(told.poll(100, TimeUnit.MILLISECONDS)).isNull();

    registration.read();
    assertThat(told()).isEqualTo("a 1");
    send(pair, '2');
    assertThat(told()).isEqualTo("a 2");
    pair.client().close();
    assertThat(told()).isEqualTo("a end");
  }

  @Test
  void roomIsToldOnce() throws Exception {
    Pair pair = connect();
    SocketLoops.Registration registration = register("a", pair);
    registration.read();

    registration.write();
    assertThat(told()).isEqualTo("a writable");
    send(pair, '1');
    assertThat(told()).isEqualTo("a 1");
    assertThat(told).isEmpty();
  }

  @Test
  void aMistakeHarmsItsOwnConnectionAlone() throws Exception {
    List<Pair> pairs = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      Pair pair = connect();
      register(name, pair).read();
      pairs.add(pair);
    }

    send(pairs.get(0), 'x');
    assertThat(told()).isEqualTo("a failed");
    for (Pair pair : pairs) {
      send(pair, '1');
    }

    assertThat(List.of(told(), told(), told())).containsExactlyInAnyOrder("a 1", "b 1", "c 1");
  }

  @Test
  void whoIsCancelledIsToldNothingAndItsChannelIsLetGo() throws Exception {
    Pair pair = connect();
    SocketLoops.Registration registration = register("a", pair);
    registration.read();
    registration.cancel();
    registration.cancel();
    registration.write();
    send(pair, '1');

    pair.server().close();

    // The system has closed it only when the loop has let go of it, too.
    awaitEnd(pair.client());
    assertThat(told).isEmpty();
  }

  /** The end, or a reset, as what was sent has not been read. */
  private static void awaitEnd(SocketChannel client) throws IOException {
    client.configureBlocking(true);
    try {
      assertThat(client.socket().getInputStream().read()).isEqualTo(-1);
    } catch (SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  @Test
  void afterTheEndNobodyIsRead() throws Exception {
    Pair pair = connect();
    SocketLoops.Registration registration = register("a", pair);
    loops.close();
    loops.close();

    registration.read();
    registration.write();
    registration.cancel();

    assertThatThrownBy(() -> register("b", connect())).isInstanceOf(IOException.class);
    assertThat(told).isEmpty();
  }
}
