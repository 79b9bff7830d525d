package dev.oneport.web.tomcat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.engineio.PacketReceiver;
import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.engineio.transport.WebSocketTransport;
import dev.oneport.it.client.RawHttp;
import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.protocol.engineio.EngineProtocol;
import dev.oneport.protocol.websocket.Frame;
import dev.oneport.testing.FakeTimers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.LifecycleException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Byte by byte, what a client gets that does this or that. */
class TomcatWebSocketTest {
  private static final int CLOSE_MILLIS = 5_000;
  private static final int GRACE_MILLIS = 100;
  private static final int PIECES = 400;

  private final FakeTimers timers = new FakeTimers();

  /** What the session above was told. */
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  private final BlockingQueue<FrameSink> sinks = new LinkedBlockingQueue<>();
  private @Nullable UpgradingTomcat tomcat;
  private @Nullable RawHttp http;

  /** Null if Tomcat reads. */
  @Nullable SocketLoops loops() {
    return null;
  }

  @BeforeEach
  void start(@TempDir Path home) throws LifecycleException {
    UpgradingTomcat started =
        new UpgradingTomcat(home, "org.apache.coyote.http11.Http11NioProtocol", timers, loops());
    started.opening(
        sink -> {
          WebSocketTransport transport =
              new WebSocketTransport(sink, EngineProtocol.V4.frames(false));
          transport.receiver(new Told());
          sinks.add(sink);
          return transport;
        });
    tomcat = started;
  }

  @AfterEach
  void stop() throws LifecycleException, IOException {
    if (http != null) {
      http.close();
    }
    Objects.requireNonNull(tomcat).close();
  }

  private final class Told implements PacketReceiver {
    @Override
    public void onPacket(EnginePacket packet) {
      told.add(packet.isBinary() ? packet.toString() : packet.encodedText());
    }

    @Override
    public void onFormatError(PacketFormatException error) {
      told.add("format");
    }

    @Override
    public void onTransportError(String what) {
      told.add("error " + what);
    }

    @Override
    public void onTransportClose() {
      told.add("closed");
    }
  }

  private String told() throws InterruptedException {
    String next = told.poll(20, TimeUnit.SECONDS);
    return next == null ? "nothing in 20 s" : next;
  }

  private FrameSink connect() throws Exception {
    return connect(0);
  }

  private FrameSink connect(int receiveBufferBytes) throws Exception {
    RawHttp connected =
        RawHttp.connect(Objects.requireNonNull(tomcat).uri("http"), receiveBufferBytes);
    http = connected;
    connected.requestUpgrade(Objects.requireNonNull(tomcat).uri("http"), Map.of());
    RawHttp.Response head = connected.head();
    assertThat(head.status()).isEqualTo(101);
    assertThat(head.header("Upgrade")).isEqualTo("websocket");
    return Objects.requireNonNull(sinks.poll(20, TimeUnit.SECONDS));
  }

  private RawHttp client() {
    return Objects.requireNonNull(http);
  }

  private void write(String hex) throws IOException {
    client().write(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  /** All that arrives until the server ends the connection, in hex digits. */
  private String rest() throws IOException {
    return HexFormat.of().formatHex(client().input().readAllBytes());
  }

  private static CompletableFuture<Optional<Throwable>> send(FrameSink sink, List<String> texts) {
    CompletableFuture<Optional<Throwable>> done = new CompletableFuture<>();
    sink.send(texts, Frame::text, failure -> done.complete(Optional.ofNullable(failure)));
    return done;
  }

  /** Where Tomcat has nothing to do with it, it costs nothing while it rests. */
  @Test
  void tomcatLooksAfterWhatItReadsAlone() throws Exception {
    connect();
    assertThat(Objects.requireNonNull(tomcat).lookedAfter()).isEqualTo(loops() == null ? 1 : 0);
  }

  @Test
  void messagesArriveInPiecesAndTogether() throws Exception {
    connect();
    write("81 83 00000000 346869 82 82 0000");
    assertThat(told()).isEqualTo("4hi");
    write("0000 0102 01 81 00000000 34");
    assertThat(told()).isEqualTo("MESSAGE binary, 2 bytes");
    write("80 81 00000000 78");
    assertThat(told()).isEqualTo("4x");
  }

  @Test
  void whatComesWithTheRequestIsNotLost() throws Exception {
    RawHttp connected = RawHttp.connect(Objects.requireNonNull(tomcat).uri("http"));
    http = connected;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(
        """
        GET / HTTP/1.1
        Host: x
        Upgrade: WebSocket
        Connection: keep-alive, Upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

        """
            .replace("\n", "\r\n")
            .getBytes(UTF_8));
    all.writeBytes(HexFormat.of().parseHex("818300000000346869"));
    connected.write(all.toByteArray());

    assertThat(connected.head().header("Sec-WebSocket-Accept"))
        .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    assertThat(told()).isEqualTo("4hi");
  }

  @Test
  void whatIsNoUpgradeIsLeftToOthers() throws Exception {
    RawHttp.Response answer =
        RawHttp.exchange(
            "GET",
            Objects.requireNonNull(tomcat).uri("http"),
            Map.of("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
            null);
    assertThat(answer.status()).isEqualTo(204);
  }

  @Test
  void batchIsWrittenInOrder() throws Exception {
    FrameSink sink = connect();
    assertThat(send(sink, List.of("4a", "4b", "")).get(20, TimeUnit.SECONDS)).isEmpty();
    byte[] arrived = new DataInputStream(client().input()).readNBytes(10);
    assertThat(HexFormat.of().formatHex(arrived)).isEqualTo("8102346181023462" + "8100");
  }

  @Test
  void pingIsAnsweredWithItsData() throws Exception {
    connect();
    write("89 82 00000000 6869");
    byte[] arrived = client().input().readNBytes(4);
    assertThat(HexFormat.of().formatHex(arrived)).isEqualTo("8a026869");
  }

  @ParameterizedTest
  @CsvSource({
    "88 80 00000000,           880203e8", // No code is answered with the usual one.
    "88 82 00000000 03e9,      880203e9",
    "88 85 00000000 0fa0 627965, 88020fa0"
  })
  void closeIsAnsweredAndToldOnce(String close, String answer) throws Exception {
    connect();
    write(close);
    assertThat(rest()).isEqualTo(answer);
    assertThat(told()).isEqualTo("closed");
    assertThat(told).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "81 01 34,             880203ea, error a frame is not masked",
    "81 81 00000000 ff,    880203ef, error a text that is no UTF-8",
    "82 fe 03e9 00000000,  880203f1, error message too big"
  })
  void whoBreaksTheRulesIsClosed(String wire, String close, String error) throws Exception {
    connect();
    write(wire);
    assertThat(told()).isEqualTo(error);
    // The client answers, and is not listened to any more.
    write("81 82 00000000 3478 88 80 00000000");
    timers.advance(CLOSE_MILLIS);
    assertThat(rest()).isEqualTo(close);
    assertThat(told()).isEqualTo("closed");
    assertThat(told).isEmpty();
  }

  @Test
  void ourCloseEndsWithTheAnswer() throws Exception {
    FrameSink sink = connect();
    sink.close(1008, "no");
    assertThat(HexFormat.of().formatHex(client().input().readNBytes(6))).isEqualTo("880403f06e6f");
    write("88 82 00000000 03f0");
    assertThat(rest()).isEmpty();
    assertThat(told()).isEqualTo("closed");
    assertThat(told).isEmpty();
  }

  @Test
  void whoDoesNotAnswerAcloseIsGivenUp() throws Exception {
    FrameSink sink = connect();
    sink.close(1000, "");
    timers.advance(CLOSE_MILLIS - 1);
    assertThat(told).isEmpty();
    timers.advance(1);
    assertThat(rest()).isEqualTo("880203e8");
    assertThat(told()).isEqualTo("closed");
  }

  @Test
  void whoGoesWithoutAwordIsToldAndWhatWaitedFails() throws Exception {
    FrameSink sink = connect();
    client().close();
    assertThat(told()).isEqualTo("closed");
    assertThat(send(sink, List.of("4late")).get(20, TimeUnit.SECONDS)).isPresent();
  }

  @Test
  void whoDoesNotReadHoldsNobodyUpAndGetsAllOfItLater() throws Exception {
    FrameSink sink = connect(4_096);
    String piece = "4" + "x".repeat(65_535 - 1);
    CompletableFuture<Optional<Throwable>> done = send(sink, Collections.nCopies(PIECES, piece));
    assertThat(done).isNotDone();
    write("81 82 00000000 3478");
    assertThat(told()).isEqualTo("4x");

    DataInputStream in = new DataInputStream(client().input());
    for (int i = 0; i < PIECES; i++) {
      assertThat(in.readUnsignedShort()).isEqualTo(0x817e);
      assertThat(in.readUnsignedShort()).isEqualTo(65_535);
      in.skipNBytes(65_535);
    }
    assertThat(done.get(20, TimeUnit.SECONDS)).isEmpty();
    // And so do those who come after.
    assertThat(send(sink, List.of("4z")).get(20, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void whoDoesNotReadIsGivenUpWithAllThatWaits() throws Exception {
    FrameSink sink = connect(4_096);
    String piece = "4" + "x".repeat(65_535 - 1);
    CompletableFuture<Optional<Throwable>> done = send(sink, Collections.nCopies(PIECES, piece));
    sink.close(1008, "too slow");
    assertThat(done).isNotDone();
    timers.advance(CLOSE_MILLIS);

    assertThat(told()).isEqualTo("closed");
    assertThat(done.get(20, TimeUnit.SECONDS)).isPresent();
    CompletableFuture<Optional<Throwable>> late = send(sink, List.of("4late"));
    timers.advance(GRACE_MILLIS);
    assertThat(late.get(20, TimeUnit.SECONDS)).isPresent();
  }

  @Test
  void pingFloodOfOneWhoDoesNotReadTakesNoMemory() throws Exception {
    FrameSink sink = connect(4_096);
    String piece = "4" + "x".repeat(65_535 - 1);
    CompletableFuture<Optional<Throwable>> sent = send(sink, Collections.nCopies(PIECES, piece));
    ByteBuffer pings = ByteBuffer.allocate(6 * 10_000);
    while (pings.hasRemaining()) {
      pings.put((byte) 0x89).put((byte) 0x80).putInt(0);
    }
    client().write(pings.array());
    write("81 82 00000000 3478");
    assertThat(told()).isEqualTo("4x");

    client().input().skipNBytes(PIECES * 65_539L);
    // One answer is enough, to the last of them.
    assertThat(HexFormat.of().formatHex(client().input().readNBytes(2))).isEqualTo("8a00");
    assertThat(sent.get(20, TimeUnit.SECONDS)).isEmpty();
    assertThat(send(sink, List.of("4z")).get(20, TimeUnit.SECONDS)).isEmpty();
    assertThat(HexFormat.of().formatHex(client().input().readNBytes(4))).isEqualTo("8102347a");
  }
}
