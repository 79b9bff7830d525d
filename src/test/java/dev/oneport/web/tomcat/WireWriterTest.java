package dev.oneport.web.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.testing.FakeTimers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** What is told in which order when a connection ends. */
class WireWriterTest {
  private static final int GRACE_MILLIS = 100;

  private final FakeTimers timers = new FakeTimers();
  private final List<String> log = new ArrayList<>();
  private final WireWriter writer = new WireWriter(new Recording(), timers);

  private final class Recording implements Wire {
    private final Lock lock = new ReentrantLock();

    @Override
    public Lock lock() {
      return lock;
    }

    @Override
    public void write(byte[] bytes) {
      log.add(new String(bytes, StandardCharsets.US_ASCII));
    }

    @Override
    public boolean flush() {
      return true;
    }

    @Override
    public void disconnect() {
      log.add("disconnect");
    }
  }

  private void send(String text, boolean last) {
    writer.send(
        List.of(text),
        each -> each.getBytes(StandardCharsets.US_ASCII),
        failure -> log.add(text + (failure == null ? " written" : " failed")),
        last);
  }

  @Test
  void whatComesAfterTheLastIsNotTheCauseOfTheEnd() {
    writer.onPeerClosed();
    send("close", true);
    assertThat(log).containsExactly("close", "disconnect", "close written");
    log.clear();

    // Tomcat, which tells of the end, is on its way.
    send("late", false);
    assertThat(log).isEmpty();
    log.add("end told");
    writer.end();
    timers.advance(GRACE_MILLIS);

    assertThat(log).containsExactly("end told", "late failed");
  }

  @Test
  void aFailureIsToldInTimeThoughNobodyTellsOfTheEnd() {
    writer.giveUp();
    send("late", false);
    assertThat(log).isEmpty();

    timers.advance(GRACE_MILLIS);

    assertThat(log).containsExactly("late failed");
  }

  @Test
  void afterTheEndWasToldAFailureIsToldAtOnce() {
    writer.end();

    send("late", false);

    assertThat(log).containsExactly("late failed");
  }
}
