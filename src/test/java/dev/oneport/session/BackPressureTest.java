package dev.oneport.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.BackPressure;
import dev.oneport.ClientSession;
import dev.oneport.TransportName;
import dev.oneport.engineio.Outbox.Fill;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.ManualExecutor;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When applications are told of a slow client. Handlers run when told. */
class BackPressureTest {
  private final FakeTimers timers = new FakeTimers();
  private final ManualExecutor handlers = new ManualExecutor();
  private final LiveSessions sessions = new LiveSessions(handlers, timers);
  private final List<BackPressure> told = new ArrayList<>();
  private Fill fill = new Fill(false, 0, 0);
  private final FillWatch watch = sessions.watch(new Nobody(), () -> fill);

  @BeforeEach
  void listen() {
    sessions.onBackPressure((session, pressure) -> told.add(pressure));
  }

  private void now(boolean slow, long bytes, long dropped) {
    fill = new Fill(slow, bytes, dropped);
    watch.onFillChanged();
  }

  private List<BackPressure> take() {
    handlers.runAll();
    List<BackPressure> all = List.copyOf(told);
    told.clear();
    return all;
  }

  @Test
  void slownessIsToldAtOnceOnAThreadOfHandlers() {
    now(true, 60, 0);
    assertThat(told).isEmpty();
    assertThat(take()).containsExactly(new BackPressure(true, 60, 0));

    now(false, 20, 0);
    assertThat(take()).containsExactly(new BackPressure(false, 20, 0));
    assertThat(timers.pending()).isZero();
  }

  @Test
  void dropsAreCollectedForASecond() {
    now(false, 40, 1);
    now(false, 40, 2);
    timers.advance(999);
    assertThat(take()).isEmpty();
    now(false, 40, 700);
    timers.advance(1);
    assertThat(take()).containsExactly(new BackPressure(false, 40, 700));

    now(false, 40, 701);
    timers.advance(1_000);
    assertThat(take()).containsExactly(new BackPressure(false, 40, 1));
    assertThat(timers.pending()).isZero();
  }

  @Test
  void whatHappensWhileAListenerRunsIsToldAfterwards() {
    sessions.onBackPressure(
        (session, pressure) -> {
          if (pressure.slow()) {
            now(false, 0, 0);
          }
        });

    now(true, 60, 0);

    assertThat(take())
        .containsExactly(new BackPressure(true, 60, 0), new BackPressure(false, 0, 0));
  }

  @Test
  void whatIsOverBeforeItCouldBeToldIsNot() {
    now(true, 60, 0);
    now(false, 0, 0);

    assertThat(take()).isEmpty();

    now(true, 60, 0);
    assertThat(take()).containsExactly(new BackPressure(true, 60, 0));
  }

  @Test
  void withoutListenersNothingIsPlanned() {
    LiveSessions deaf = new LiveSessions(handlers, timers);

    deaf.watch(new Nobody(), () -> new Fill(true, 60, 5)).onFillChanged();

    assertThat(timers.pending()).isZero();
    assertThat(take()).isEmpty();
  }

  private static final class Nobody implements ClientSession {
    @Override
    public String id() {
      return "nobody";
    }

    @Override
    public TransportName transport() {
      return TransportName.SSE;
    }

    @Override
    public String address() {
      return "192.0.2.1";
    }

    @Override
    public @Nullable Principal principal() {
      return null;
    }

    @Override
    public Instant connectedAt() {
      return Instant.EPOCH;
    }

    @Override
    public Set<String> namespaces() {
      return Set.of();
    }

    @Override
    public Set<String> rooms(String namespace) {
      return Set.of();
    }

    @Override
    public long queuedBytes() {
      return 0;
    }

    @Override
    public long droppedEvents() {
      return 0;
    }

    @Override
    public void disconnect() {}
  }
}
