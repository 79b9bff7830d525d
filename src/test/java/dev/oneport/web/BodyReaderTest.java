package dev.oneport.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.oneport.testing.FakeHttp;
import dev.oneport.testing.FakeInput;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.ManualExecutor;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers 299 to whatever it is told. A limit of ten bytes. */
class BodyReaderTest {
  private final FakeInput input = new FakeInput();
  private final ManualExecutor workers = new ManualExecutor();
  private final FakeTimers timers = new FakeTimers();
  private final List<String> told = new ArrayList<>();

  @AfterEach
  void nothingElseIsTold() {
    workers.runAll();
    assertThat(told).isEmpty();
    assertThat(input.violations()).isEmpty();
  }

  private FakeHttp post(long length) {
    return FakeHttp.request("POST").sending(input, length);
  }

  private LateAnswer.Write receive(FakeHttp http, BodyReader.End end, byte[] bytes) {
    told.add(end + " " + new String(bytes, StandardCharsets.UTF_8));
    return () -> http.response().setStatus(299);
  }

  private BodyReader begin(FakeHttp http, long length) throws IOException {
    RequestBody body = new RequestBody(length, 10);
    assertThat(body.takeArrived(input)).isEqualTo(RequestBody.Progress.MORE);
    return BodyReader.begin(
        http.request(),
        http.response(),
        body,
        (end, bytes) -> receive(http, end, bytes),
        workers,
        timers);
  }

  private BodyReader open(FakeHttp http, long length) throws IOException {
    BodyReader reader = begin(http, length);
    reader.open();
    http.dispatched();
    assertThat(http.pending()).isTrue();
    return reader;
  }

  private List<String> take() {
    List<String> all = List.copyOf(told);
    told.clear();
    return all;
  }

  private static void assertAnswered(FakeHttp http) {
    assertThat(http.status()).isEqualTo(299);
    assertThat(http.pending()).isFalse();
  }

  @Test
  void partsAreOneBody() throws IOException {
    input.send("ab");
    FakeHttp http = post(6);
    open(http, 6);
    input.send("cd");
    input.send("ef").end();
    assertThat(told).as("not on the container's thread").isEmpty();

    workers.runAll();
    assertThat(take()).containsExactly("WHOLE abcdef");
    assertAnswered(http);
    assertThat(http.flushed()).isFalse();
  }

  @Test
  void lengthIsTheEndEvenIfTheContainerSaysNothing() throws IOException {
    FakeHttp http = post(2);
    open(http, 2);
    input.send("ab");

    workers.runAll();
    assertThat(take()).containsExactly("WHOLE ab");
    assertAnswered(http);
  }

  @Test
  void withoutALengthTheContainerTellsTheEnd() throws IOException {
    FakeHttp http = post(-1);
    open(http, -1);
    input.send("01234");
    input.send("56789");
    workers.runAll();
    assertThat(told).isEmpty();

    input.end();
    workers.runAll();
    assertThat(take()).containsExactly("WHOLE 0123456789");
    assertAnswered(http);
  }

  @Test
  void oneByteTooManyIsToldAtOnce() throws IOException {
    FakeHttp http = post(-1);
    open(http, -1);
    input.send("0123456789x");

    workers.runAll();
    assertThat(take()).containsExactly("TOO_LARGE ");
    assertAnswered(http);
    assertThat(http.flushed()).isTrue();
  }

  @Test
  void bodyThatEndsTooSoonIsBroken() throws IOException {
    FakeHttp http = post(3);
    open(http, 3);
    input.send("ab").end();

    workers.runAll();
    assertThat(take()).containsExactly("BROKEN ");
    assertThat(http.status()).isEqualTo(200);
  }

  @Test
  void clientThatIsGoneIsAnsweredNothing() throws IOException {
    FakeHttp http = post(3);
    open(http, 3);
    input.send("a");
    input.breakDown();
    http.broken();

    workers.runAll();
    assertThat(take()).containsExactly("BROKEN ");
    assertThat(http.status()).isEqualTo(200);
    assertThat(http.pending()).isFalse();
  }

  @Test
  void containerThatLeavesTheEndToUsGetsIt() throws IOException {
    FakeHttp http = post(3);
    open(http, 3);
    input.breakDown();
    workers.runAll();
    assertThat(take()).containsExactly("BROKEN ");

    timers.advance(2_000);
    workers.runAll();
    assertThat(http.pending()).isFalse();
  }

  @Test
  void bodyThatNobodyWantsIsAnsweredWhileItComes() throws IOException {
    FakeHttp http = post(6);
    BodyReader reader = open(http, 6);
    input.send("ab");
    reader.giveUp();
    reader.giveUp();
    assertThat(told).as("on a worker").isEmpty();

    workers.runAll();
    assertThat(take()).containsExactly("GIVEN_UP ");
    assertAnswered(http);
    assertThat(http.flushed()).isTrue();
  }

  @Test
  void whatIsGivenUpBeforeItBeganIsAnsweredAsTheServletEnds() throws IOException {
    FakeHttp http = post(6);
    BodyReader reader = begin(http, 6);
    reader.giveUp();
    assertThat(told).isEmpty();

    reader.open();
    assertThat(take()).containsExactly("GIVEN_UP ");
    assertAnswered(http);
  }

  @Test
  void inputThatCannotCallIsAnErrorAndReleasesWhoWaits() throws IOException {
    FakeHttp http =
        FakeHttp.request("POST")
            .sending(
                new FakeInput() {
                  @Override
                  public void setReadListener(ReadListener listener) {
                    throw new IllegalStateException("expected");
                  }
                },
                6);
    BodyReader reader = begin(http, 6);

    assertThatIllegalStateException().isThrownBy(reader::open);
    assertThat(take()).containsExactly("BROKEN ");
  }

  /** As with Undertow, which would let a thread wait. */
  private BodyReader openWhereTheEndWaits(FakeHttp http) throws IOException {
    AsyncContext context = http.request().startAsync(http.request(), http.response());
    AsyncRequest async = new AsyncRequest(context, workers, timers);
    BodyReader reader =
        new BodyReader(
            new RequestBody(6, 10),
            input,
            http.response(),
            (end, bytes) -> receive(http, end, bytes),
            new LateAnswer(async, workers),
            async,
            false);
    reader.open();
    http.dispatched();
    return reader;
  }

  @Test
  void restIsDroppedBeforeARequestEndsThatWouldWaitForIt() throws IOException {
    FakeHttp http = post(6);
    openWhereTheEndWaits(http).giveUp();
    workers.runAll();
    assertThat(take()).containsExactly("GIVEN_UP ");
    assertThat(http.status()).isEqualTo(299);
    assertThat(http.flushed()).isTrue();

    input.send("abc");
    workers.runAll();
    assertThat(input.unread()).isZero();
    assertThat(http.pending()).isTrue();
    input.send("def").end();
    workers.runAll();
    assertThat(http.pending()).isFalse();
  }

  @Test
  void wholeBodyIsNotWaitedForTwice() throws IOException {
    FakeHttp http = post(6);
    openWhereTheEndWaits(http);
    input.send("abcdef");

    workers.runAll();
    assertThat(take()).containsExactly("WHOLE abcdef");
    assertAnswered(http);
  }

  @Test
  void clientThatIsGoneBeforeItHasSentTheRestEndsTheRequest() throws IOException {
    FakeHttp http = post(6);
    openWhereTheEndWaits(http).giveUp();
    workers.runAll();
    take();

    input.breakDown();
    timers.advance(2_000);
    workers.runAll();
    assertThat(http.pending()).isFalse();
  }
}
