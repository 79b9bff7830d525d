package dev.oneport.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.engineio.SendCallback;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FrameBatchTest {
  private final List<String> log = new ArrayList<>();
  private final Queue<SendCallback> callbacks = new ArrayDeque<>();

  private void begin(String... frames) {
    FrameBatch.write(
        List.of(frames),
        (frame, done) -> {
          log.add(frame);
          callbacks.add(done);
        },
        failure -> log.add(failure == null ? "done" : "failed: " + failure.getMessage()));
  }

  @Test
  void eachFrameWaitsForTheOneBefore() {
    begin("a", "b");
    assertThat(log).containsExactly("a");

    callbacks.remove().done(null);
    assertThat(log).containsExactly("a", "b");
    callbacks.remove().done(null);

    assertThat(log).containsExactly("a", "b", "done");
  }

  @Test
  void firstFailureEndsTheBatch() {
    begin("a", "b", "c");
    callbacks.remove().done(null);

    callbacks.remove().done(new IllegalStateException("broken"));

    assertThat(log).containsExactly("a", "b", "failed: broken");
  }

  @Test
  void callbackThatIsCalledTwiceCountsOnce() {
    begin("a", "b");
    SendCallback first = callbacks.remove();
    first.done(null);
    first.done(null);
    first.done(new IllegalStateException("after all"));
    assertThat(log).containsExactly("a", "b");

    callbacks.remove().done(null);

    assertThat(log).containsExactly("a", "b", "done");
  }

  @Test
  void inlineCompletionOf100000FramesNeedsNoStack() {
    AtomicInteger written = new AtomicInteger();

    FrameBatch.write(
        Collections.nCopies(100_000, "x"),
        (frame, done) -> {
          written.incrementAndGet();
          done.done(null);
        },
        failure -> log.add("done"));

    assertThat(written).hasValue(100_000);
    assertThat(log).containsExactly("done");
  }
}
