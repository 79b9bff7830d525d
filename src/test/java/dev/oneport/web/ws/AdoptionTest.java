package dev.oneport.web.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.AdoptedSession;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.session.LiveSessions;
import dev.oneport.testing.FakeTimers;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** WebSockets of an application's endpoint; one session is allowed. */
class AdoptionTest {
  private final LiveSessions sessions = new LiveSessions(1);
  private final FakeTimers timers = new FakeTimers();
  private final Adoption adoption =
      new Adoption(
          sessions,
          timers.clock(),
          timers,
          new WriteWatchdog(timers, 20_000),
          Runnable::run,
          1_000);
  private final List<Integer> closes = new ArrayList<>();

  private Session webSocket() {
    Map<String, Object> properties = new HashMap<>();
    return (Session)
        Proxy.newProxyInstance(
            Session.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (self, method, args) ->
                switch (method.getName()) {
                  case "getUserProperties" -> properties;
                  case "isOpen" -> true;
                  case "close" -> closes.add(((CloseReason) args[0]).getCloseCode().getCode());
                  default -> null;
                });
  }

  @Test
  void sameWebSocketIsAdoptedOnce() {
    Session wsSession = webSocket();

    AdoptedSession adopted = adoption.apply(wsSession);

    assertThat(adoption.apply(wsSession)).isSameAs(adopted);
    assertThat(sessions.sessions()).containsExactly(adopted);
    assertThat(adopted.address()).isEmpty();
    assertThat(adopted.principal()).isNull();
  }

  @Test
  void oneTooManyIsAskedToComeBackLater() {
    AdoptedSession first = adoption.apply(webSocket());

    AdoptedSession second = adoption.apply(webSocket());

    assertThat(closes).containsExactly(1013);
    assertThat(second.send("hi").toCompletableFuture()).isCompletedExceptionally();
    assertThat(sessions.sessions()).containsExactly(first);
  }
}
