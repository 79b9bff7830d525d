package dev.oneport.engineio.transport;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.protocol.websocket.Frame;
import dev.oneport.testing.WebSocketEnd;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link FrameSink} promises to the transports above it. */
public abstract class FrameSinkContract {
  private @Nullable Pair pair;

  /** An open WebSocket, seen from both ends. */
  public interface Pair {
    /** The end under test. */
    FrameSink sink();

    /**
     * What arrives at the other end, waiting for it: texts as they are, binary as {@code #} and hex
     * digits, the close as {@code close 1000 reason}.
     */
    String next() throws Exception;

    /** Ends both ends. */
    void close() throws Exception;

    /** A sink whose other end is a client over the network. */
    static Pair of(FrameSink sink, WebSocketEnd client) {
      return new Pair() {
        @Override
        public FrameSink sink() {
          return sink;
        }

        @Override
        public String next() throws InterruptedException {
          return client.next();
        }

        @Override
        public void close() {
          client.close();
        }
      };
    }
  }

  /** Opens a new WebSocket. */
  protected abstract Pair open() throws Exception;

  @BeforeEach
  final void openPair() throws Exception {
    pair = open();
  }

  @AfterEach
  final void closePair() throws Exception {
    pair().close();
  }

  private Pair pair() {
    return Objects.requireNonNull(pair);
  }

  /** Writes messages and waits until that is done; tells why it failed. */
  private Optional<Throwable> send(Frame... frames) throws Exception {
    CompletableFuture<Optional<Throwable>> done = new CompletableFuture<>();
    pair()
        .sink()
        .send(
            List.of(frames),
            Function.identity(),
            failure -> done.complete(Optional.ofNullable(failure)));
    return done.get(20, SECONDS);
  }

  private Optional<Throwable> send(String text) throws Exception {
    return send(Frame.text(text));
  }

  private Optional<Throwable> send(ByteBuffer data) throws Exception {
    return send(Frame.binary(data));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4hello", "4\u00e9\u20ac\ud83d\ude00", "4line\nline\u0000"})
  void textArrivesAsItIs(String text) throws Exception {
    assertThat(send(text)).isEmpty();

    assertThat(pair().next()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "0102ff"})
  void binaryArrivesAsItIs(String hex) throws Exception {
    assertThat(send(ByteBuffer.wrap(HexFormat.of().parseHex(hex)))).isEmpty();

    assertThat(pair().next()).isEqualTo("#" + hex);
  }

  @Test
  void readOnlyPartOfABufferArrives() throws Exception {
    assertThat(send(ByteBuffer.wrap(new byte[] {9, 1, 2, 9}, 1, 2).slice().asReadOnlyBuffer()))
        .isEmpty();

    assertThat(pair().next()).isEqualTo("#0102");
  }

  @Test
  void oneMegabyteArrives() throws Exception {
    String text = "4" + "x".repeat(1_000_000);
    byte[] bytes = new byte[1_000_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }

    assertThat(send(text)).isEmpty();
    assertThat(pair().next()).isEqualTo(text);
    assertThat(send(ByteBuffer.wrap(bytes))).isEmpty();
    assertThat(pair().next()).isEqualTo("#" + HexFormat.of().formatHex(bytes));
  }

  @Test
  void framesArriveInTheirOrder() throws Exception {
    Frame[] frames =
        IntStream.range(0, 500)
            .mapToObj(i -> i % 7 == 0 ? Frame.binary(ByteBuffer.wrap(new byte[] {1})) : text(i))
            .toArray(Frame[]::new);

    assertThat(send(frames)).isEmpty();

    for (Frame frame : frames) {
      assertThat(pair().next()).isEqualTo(frame.isText() ? frame.text() : "#01");
    }
  }

  @Test
  void largeFramesOfOneBatchArrive() throws Exception {
    Frame[] frames =
        IntStream.of(10, 30_000, 30_000, 30_000, 100_000, 10)
            .mapToObj(length -> Frame.text("4" + "x".repeat(length)))
            .toArray(Frame[]::new);

    assertThat(send(frames)).isEmpty();

    for (Frame frame : frames) {
      assertThat(pair().next()).isEqualTo(frame.text());
    }
  }

  private static Frame text(int number) {
    return Frame.text("4" + number);
  }

  @Test
  void aPingAmongMessagesDisturbsNothing() throws Exception {
    assertThat(send(Frame.text("a"), Frame.ping(), Frame.text("b"))).isEmpty();

    assertThat(pair().next()).isEqualTo("a");
    assertThat(pair().next()).isEqualTo("b");
  }

  @Test
  void closeArrivesAfterWhatWasWrittenAndCountsOnce() throws Exception {
    assertThat(send("4last")).isEmpty();

    pair().sink().close(1008, "too slow");
    pair().sink().close(1000, "");

    assertThat(pair().next()).isEqualTo("4last");
    assertThat(pair().next()).isEqualTo("close 1008 too slow");
  }

  @Test
  void closeNeedsNoReason() throws Exception {
    pair().sink().close(1009, "");

    assertThat(pair().next()).isEqualTo("close 1009");
  }

  @Test
  void writeAfterTheCloseFailsInItsCallback() throws Exception {
    pair().sink().close(1000, "");
    assertThat(pair().next()).isEqualTo("close 1000");

    assertThat(send("4late")).isPresent();
    assertThat(send(ByteBuffer.wrap(new byte[] {1}))).isPresent();
  }
}
