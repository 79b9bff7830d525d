package dev.oneport.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.ClientSession;
import dev.oneport.TransportName;
import java.security.Principal;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveSessionsTest {
  private final LiveSessions sessions = new LiveSessions();

  private final class Fake implements ClientSession {
    private final String id;
    private final TransportName transport;
    private final @Nullable String user;

    Fake(String id, TransportName transport, @Nullable String user) {
      this.id = id;
      this.transport = transport;
      this.user = user;
      sessions.add(this);
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public TransportName transport() {
      return transport;
    }

    @Override
    public String address() {
      return "192.0.2.1";
    }

    @Override
    public @Nullable Principal principal() {
      return user == null ? null : () -> user;
    }

    @Override
    public Instant connectedAt() {
      return Instant.EPOCH;
    }

    @Override
    public Set<String> namespaces() {
      return Set.of("/" + id);
    }

    @Override
    public Set<String> rooms(String namespace) {
      return namespaces().contains(namespace) ? Set.of("room") : Set.of();
    }

    @Override
    public long droppedEvents() {
      return 0;
    }

    @Override
    public long queuedBytes() {
      return 0;
    }

    @Override
    public void disconnect() {
      sessions.remove(this);
    }
  }

  private final Fake a = new Fake("a", TransportName.POLLING, "alice");
  private final Fake b = new Fake("b", TransportName.WEBSOCKET, "alice");
  private final Fake c = new Fake("c", TransportName.WS, null);

  @Test
  void countsByTransport() {
    assertThat(sessions.count()).isEqualTo(3);
    assertThat(sessions.count(TransportName.WEBSOCKET)).isOne();
    assertThat(sessions.count(TransportName.SSE)).isZero();
  }

  @Test
  void findsByIdUserAndRoom() {
    assertThat(sessions.find("b")).containsSame(b);
    assertThat(sessions.find("none")).isEmpty();
    assertThat(sessions.ofUser("alice")).containsExactlyInAnyOrder(a, b);
    assertThat(sessions.ofUser("bob")).isEmpty();
    assertThat(sessions.inRoom("/c", "room")).containsExactly(c);
    assertThat(sessions.inRoom("/c", "other")).isEmpty();
  }

  @Test
  void disconnectsByIdAndTellsWhetherItWasThere() {
    assertThat(sessions.disconnect("a")).isTrue();
    assertThat(sessions.disconnect("a")).isFalse();
    assertThat(sessions.count()).isEqualTo(2);
  }

  @Test
  void isMeasuredUntilItIsOver() {
    sessions.remove(a);
    sessions.remove(a);
    sessions.remove(b);

    assertThat(sessions.metrics().live().counts())
        .containsEntry(TransportName.POLLING, 0L)
        .containsEntry(TransportName.WEBSOCKET, 0L)
        .containsEntry(TransportName.WS, 1L);
    assertThat(sessions.metrics().opened().count(TransportName.POLLING)).isOne();
  }

  @Test
  void listIsASnapshot() {
    Collection<ClientSession> before = sessions.sessions();
    sessions.remove(a);

    assertThat(before).containsExactlyInAnyOrder(a, b, c);
  }
}
