package dev.oneport.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.ClientSession;
import dev.oneport.testing.FakeTimers;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoginsTest {
  private final FakeTimers timers = new FakeTimers();
  private final Logins logins = new Logins(timers.clock());
  private final List<String> disconnected = new ArrayList<>();

  private ClientSession client(String id) {
    return (ClientSession)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ClientSession.class},
            (proxy, called, args) ->
                switch (called.getName()) {
                  case "hashCode" -> id.hashCode();
                  case "equals" -> proxy == args[0];
                  case "disconnect" -> {
                    disconnected.add(id);
                    yield null;
                  }
                  default -> throw new UnsupportedOperationException(called.toString());
                });
  }

  @Test
  void clientsEndWithTheirLogin() {
    assertThat(logins.bind(client("a1"), "a")).isTrue();
    assertThat(logins.bind(client("b1"), "b")).isTrue();
    ClientSession moved = client("b2");
    assertThat(logins.bind(moved, "a")).isTrue();
    assertThat(logins.bind(moved, "b")).isTrue();

    logins.end("a");
    assertThat(disconnected).containsExactly("a1");
    assertThat(logins.hasClients("a")).isFalse();
    assertThat(logins.bind(client("a2"), "a")).isFalse();
    logins.end("b");
    assertThat(disconnected).containsExactlyInAnyOrder("a1", "b1", "b2");
  }

  @Test
  void loginsWhoseClientsHaveGoneAreForgotten() {
    ClientSession one = client("one");
    ClientSession two = client("two");
    logins.bind(one, "a");
    logins.bind(two, "a");

    logins.unbind(one);
    assertThat(logins.hasClients("a")).isTrue();
    logins.unbind(two);
    assertThat(logins.hasClients("a")).isFalse();
    logins.bind(one, null);
    logins.end("a");
    assertThat(disconnected).isEmpty();
  }

  /** As long as a ticket of theirs may be good, and twice that. */
  @Test
  void thoseThatHaveEndedAreForgottenInTime() {
    logins.end("a");
    timers.advance(60_000);
    logins.end("b");
    assertThat(logins.bind(client("a1"), "a")).isFalse();

    timers.advance(1);
    logins.end("c");
    assertThat(logins.bind(client("a2"), "a")).isTrue();
    assertThat(logins.bind(client("b1"), "b")).isFalse();
  }

  @Test
  void noMoreThatHaveEndedAreRememberedThanAllowed() {
    for (int i = 0; i < Logins.MAX_REMEMBERED; i++) {
      logins.end("login" + i);
    }
    assertThat(logins.bind(client("a"), "login0")).isFalse();

    logins.end("one more");
    assertThat(logins.bind(client("b"), "login0")).isTrue();
    assertThat(logins.bind(client("c"), "login1")).isFalse();
    assertThat(logins.bind(client("d"), "one more")).isFalse();
  }

  /** A client may have come with the id of before, and a logout too. */
  @Test
  void loginsKeepTheirClientsByWhateverIdTheyAreKnown() {
    logins.bind(client("a1"), "a");
    logins.rename("a", "b");
    logins.rename("b", "c");
    logins.bind(client("a2"), "b");
    logins.bind(client("a3"), "c");
    assertThat(logins.hasClients("a")).isTrue();

    logins.end("a");
    assertThat(disconnected).containsExactlyInAnyOrder("a1", "a2", "a3");
    assertThat(logins.hasClients("c")).isFalse();
    for (String id : List.of("a", "b", "c")) {
      assertThat(logins.bind(client("late"), id)).as(id).isFalse();
    }
  }

  @Test
  void idsOfBeforeAreForgottenInTimeAndNoMoreAreRememberedThanAllowed() {
    logins.rename("a", "b");
    timers.advance(60_001);
    for (int i = 0; i <= Logins.MAX_REMEMBERED; i++) {
      logins.rename("old" + i, "new" + i);
    }
    logins.bind(client("1"), "b");
    logins.bind(client("2"), "new0");
    logins.bind(client("3"), "new1");
    assertThat(logins.hasClients("a")).isFalse();
    assertThat(logins.hasClients("old0")).isFalse();
    assertThat(logins.hasClients("old1")).isTrue();
  }

  /** As some containers do with one that nobody knows any more. */
  @Test
  void idsInACircleDoNoHarm() {
    logins.rename("a", "b");
    logins.rename("b", "a");
    assertThat(logins.bind(client("1"), "a")).isTrue();
    assertThat(logins.hasClients("a")).isTrue();
    assertThat(logins.hasClients("b")).isFalse();
  }
}
