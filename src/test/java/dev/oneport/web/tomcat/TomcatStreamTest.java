package dev.oneport.web.tomcat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.concurrent.OwnThreads;
import dev.oneport.it.client.RawHttp;
import dev.oneport.testing.FakeTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.catalina.LifecycleException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Byte by byte, an answer that does not end, whoever reads the connection. */
class TomcatStreamTest {
  private static final int GRACE_MILLIS = 100;
  private static final int PIECES = 400;

  @TempDir private @Nullable Path home;

  private final FakeTimers timers = new FakeTimers();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final BlockingQueue<TomcatStream> streams = new LinkedBlockingQueue<>();
  private @Nullable UpgradingTomcat tomcat;
  private @Nullable RawHttp http;

  @AfterEach
  void stop() throws LifecycleException, IOException {
    if (http != null) {
      http.close();
    }
    Objects.requireNonNull(tomcat).close();
  }

  /** The server's end of a stream, whose head the client has read. */
  private TomcatStream open(boolean direct, Consumer<TomcatStream> inServlet) throws Exception {
    return open(direct, 0, inServlet);
  }

  private TomcatStream open(
      boolean direct, int receiveBufferBytes, Consumer<TomcatStream> inServlet) throws Exception {
    SocketLoops loops =
        direct
            ? new SocketLoops(
                new OwnThreads("test-loop", TomcatStreamTest.class.getClassLoader()), 1)
            : null;
    UpgradingTomcat started =
        new UpgradingTomcat(
            Objects.requireNonNull(home),
            "org.apache.coyote.http11.Http11NioProtocol",
            timers,
            loops);
    tomcat = started;
    started.streaming(
        stream -> {
          inServlet.accept(stream);
          streams.add(stream);
        },
        () -> told.add("gone"));
    RawHttp connected = RawHttp.connect(started.uri("http"), receiveBufferBytes);
    http = connected;
    connected.write("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
    RawHttp.Response head = connected.head();
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Type")).startsWith("text/event-stream");
    assertThat(head.header("Connection")).isEqualTo("close");
    assertThat(head.header("Transfer-Encoding")).isNull();
    assertThat(head.header("Content-Length")).isNull();
    return Objects.requireNonNull(streams.poll(20, TimeUnit.SECONDS));
  }

  private static CompletableFuture<Optional<Throwable>> write(
      TomcatStream stream, List<String> texts) {
    CompletableFuture<Optional<Throwable>> done = new CompletableFuture<>();
    stream.write(
        texts,
        text -> text.getBytes(US_ASCII),
        failure -> done.complete(Optional.ofNullable(failure)));
    return done;
  }

  private static Optional<Throwable> get(CompletableFuture<Optional<Throwable>> written)
      throws Exception {
    return written.get(20, TimeUnit.SECONDS);
  }

  private String read(int bytes) throws IOException {
    return new String(Objects.requireNonNull(http).input().readNBytes(bytes), US_ASCII);
  }

  private String told() throws InterruptedException {
    String next = told.poll(20, TimeUnit.SECONDS);
    return next == null ? "nothing in 20 s" : next;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsWrittenArrivesAsItIsUntilTheEnd(boolean direct) throws Exception {
    BlockingQueue<CompletableFuture<Optional<Throwable>>> early = new LinkedBlockingQueue<>();
    TomcatStream stream = open(direct, opening -> early.add(write(opening, List.of("one "))));

    assertThat(get(early.take())).isEmpty();
    assertThat(get(write(stream, List.of("two ", "three ")))).isEmpty();
    assertThat(read(14)).isEqualTo("one two three ");
    stream.end();
    stream.end();

    assertThat(Objects.requireNonNull(http).input().read()).isEqualTo(-1);
    assertThat(told()).isEqualTo("gone");
    assertThat(told).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itMayEndBeforeItHasBegun(boolean direct) throws Exception {
    open(
        direct,
        opening -> {
          opening.write(List.of("last words"), text -> text.getBytes(US_ASCII), failure -> {});
          opening.end();
        });

    assertThat(new String(Objects.requireNonNull(http).input().readAllBytes(), US_ASCII))
        .isEqualTo("last words");
    assertThat(told()).isEqualTo("gone");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClientThatLeavesIsMissedAtOnce(boolean direct) throws Exception {
    TomcatStream stream = open(direct, opening -> {});

    Objects.requireNonNull(http).close();

    assertThat(told()).isEqualTo("gone");
    assertThat(get(write(stream, List.of("too late")))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatAClientSaysMeanwhileIsNotHeard(boolean direct) throws Exception {
    TomcatStream stream = open(direct, opening -> {});

    Objects.requireNonNull(http)
        .write("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));

    assertThat(get(write(stream, List.of("still here")))).isEmpty();
    assertThat(read(10)).isEqualTo("still here");
    assertThat(streams).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoReadsNothingIsGivenUpAtTheEnd(boolean direct) throws Exception {
    TomcatStream stream = open(direct, 4 << 10, opening -> {});
    String piece = "x".repeat(64 << 10);
    CompletableFuture<Optional<Throwable>> last = write(stream, List.of(piece));
    for (int i = 0; i < PIECES && get(last).isEmpty(); i++) {
      last = write(stream, List.of(piece));
      try {
        last.get(200, TimeUnit.MILLISECONDS);
      } catch (java.util.concurrent.TimeoutException full) {
        break;
      }
    }
    assertThat(last).isNotDone();

    stream.end();

    assertThat(told()).isEqualTo("gone");
    timers.advance(GRACE_MILLIS);
    assertThat(get(last)).isPresent();
  }
}
