package dev.oneport.web.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.testing.FakeOutput;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.ManualExecutor;
import dev.oneport.web.AsyncRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResponseStreamTest {
  private final FakeOutput output = new FakeOutput();
  private final ManualExecutor workers = new ManualExecutor();
  private final FakeTimers timers = new FakeTimers();

  /** What was told, in order: {@code gone}, or of a piece {@code a ok} or {@code a failed}. */
  private final List<String> told = new ArrayList<>();

  private final ResponseStream stream =
      new ResponseStream(
          new AsyncRequest(output.context(), workers, timers), output, () -> told.add("gone"));

  @BeforeEach
  void listen() {
    output.setWriteListener(stream);
  }

  @AfterEach
  void nothingForbiddenWasDone() {
    assertThat(output.violations()).isEmpty();
  }

  private void write(String text) {
    stream.write(
        text.getBytes(UTF_8), failure -> told.add(text + (failure == null ? " ok" : " failed")));
  }

  @Test
  void whatIsWrittenBeforeTheContainerAsksLeavesWhenItDoes() throws IOException {
    write("a");
    assertThat(output.take()).isEmpty();

    output.read(3);

    assertThat(output.take()).isEqualTo("a");
    assertThat(told).containsExactly("a ok");
  }

  @Test
  void whatIsWrittenLaterLeavesAtOnce() throws IOException {
    output.read(100);

    write("a");
    write("b");

    assertThat(output.take()).isEqualTo("ab");
    assertThat(told).containsExactly("a ok", "b ok");
  }

  @Test
  void aPieceIsDoneOnceItHasLeftTheContainersBuffer() throws IOException {
    output.read(1);

    write("a");
    assertThat(output.take()).isEqualTo("a");
    assertThat(told).isEmpty();
    output.read(1); // The flush; then the container is full.
    assertThat(told).isEmpty();
    output.read(1);

    assertThat(told).containsExactly("a ok");
  }

  @Test
  void aPieceThatIsWrittenButDoesNotLeaveHasFailed() throws IOException {
    output.read(1);
    write("a");
    output.breakDown();

    output.read(1); // The flush.

    assertThat(told).containsExactly("a failed", "gone");
  }

  @Test
  void endCompletesOnAWorker() throws IOException {
    output.read(100);

    stream.end();
    assertThat(output.completed()).isZero();
    workers.runAll();
    stream.end();
    workers.runAll();

    assertThat(output.completed()).isOne();
    assertThat(told).isEmpty();
    write("a");
    assertThat(told).containsExactly("a failed");
  }

  @Test
  void endCompletesHereIfThereAreNoWorkersAnyMore() throws IOException {
    ResponseStream stopping =
        new ResponseStream(
            new AsyncRequest(
                output.context(),
                task -> {
                  throw new RejectedExecutionException();
                },
                timers),
            output,
            () -> told.add("gone"));
    output.setWriteListener(stopping);
    output.read(1);

    stopping.end();

    assertThat(output.completed()).isOne();
  }

  @Test
  void endGivesUpWhatTheClientDoesNotTake() {
    write("a");

    stream.end();
    workers.runAll();

    assertThat(output.completed()).isOne();
    assertThat(told).containsExactly("a failed");
  }

  @Test
  void anAnswerThatEndsWithItsOnlyPieceIsWrittenFirst() throws IOException {
    stream.write("a".getBytes(UTF_8), failure -> stream.end());

    output.read(100);
    workers.runAll();

    assertThat(output.take()).isEqualTo("a");
    assertThat(output.completed()).isOne();
    assertThat(told).isEmpty();
  }

  @Test
  void whereTheContainerEndsTheRequestOfABrokenConnectionWeDoNot() throws IOException {
    output.read(100);
    output.breakDown();

    write("a");
    assertThat(told).containsExactly("a failed", "gone");
    stream.onError(new IOException());
    assertThat(output.completed()).isZero();
    stream.onRequestBroken(new IOException());
    assertThat(output.completed()).isOne();
    stream.onRequestOver();
    timers.advance(10_000);
    workers.runAll();

    assertThat(output.completed()).isOne();
    assertThat(told).containsExactly("a failed", "gone");
  }

  @Test
  void whereItDoesNotWeDoAfterAWhile() throws IOException {
    output.read(100);
    output.breakDown();
    write("a");

    timers.advance(2_000);
    workers.runAll();

    assertThat(output.completed()).isOne();
  }

  @Test
  void aRequestThatIsOverIsNotTouched() throws IOException {
    output.read(100);

    stream.onRequestOver();
    stream.end();
    stream.onWritePossible();
    write("a");
    timers.advance(10_000);
    workers.runAll();

    assertThat(output.completed()).isZero();
    assertThat(output.take()).isEmpty();
    assertThat(told).containsExactly("gone", "a failed");
  }

  @Test
  void whoEndsItIsNotToldThatTheClientIsGone() {
    stream.end();
    stream.onRequestBroken(null);
    workers.runAll();

    assertThat(told).isEmpty();
    assertThat(output.completed()).isOne();
  }
}
