package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.PollingSession;
import dev.oneport.it.client.Publisher;
import dev.oneport.it.client.RawHttp;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * Clients of long-polling that go away while they are answered: servers use the objects of a
 * request again, and no other client may be told what happened to one that is gone.
 */
@OnEachServer
@DisabledIfSystemProperty(
    named = "servers",
    matches = "external",
    disabledReason = "the reference server has no publish API")
class BrokenPollsIT {
  private static final int ROUNDS = 40;
  private static final int LEAVING = 6;
  private static final int STAYING = 3;

  /** More than a server writes before it finds that nobody reads. */
  private static final String LARGE = "x".repeat(300_000);

  private final URI base;
  private final URI endpoint;

  BrokenPollsIT(ServerUnderTest server) {
    base = server.base(Applications.APP);
    endpoint = base.resolve("socket.io/");
  }

  @Test
  void harmNoOtherClient() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    List<CompletableFuture<Integer>> staying = new ArrayList<>();
    for (int i = 0; i < STAYING; i++) {
      staying.add(CompletableFuture.supplyAsync(() -> converse(over)));
    }
    try {
      Publisher publisher = new Publisher(base, Applications.API_KEY);
      for (int round = 0; round < ROUNDS; round++) {
        List<RawHttp> polls = new ArrayList<>();
        for (int i = 0; i < LEAVING; i++) {
          polls.add(pollInLobby());
        }
        publisher.publish("/chat", List.of("lobby"), "flood", LARGE);
        for (RawHttp poll : polls) {
          poll.close();
        }
      }
    } finally {
      over.set(true);
    }
    for (CompletableFuture<Integer> each : staying) {
      assertTrue(each.get() > ROUNDS / 2, "answers: " + each.get());
    }
  }

  /** A poll under way, of a session that has got all there was. */
  private RawHttp pollInLobby() throws IOException {
    PollingSession session = PollingSession.open(endpoint);
    session.send("40/chat,");
    String payload = session.pollPayload();
    while (!payload.contains("welcome")) {
      payload = session.pollPayload();
    }
    RawHttp poll = RawHttp.connect(session.uri(), 4_096);
    poll.request("GET", session.uri(), Map.of(), null);
    return poll;
  }

  /** Says things and expects each back, alone, until told that it is over; how many. */
  private int converse(AtomicBoolean over) {
    PollingSession session = PollingSession.open(endpoint);
    session.send("40/guarded,{\"token\":\"letmein\"}");
    assertTrue(session.pollPayload().startsWith("40/guarded,"));
    int said = 0;
    while (!over.get()) {
      String line = "42/guarded,[\"echo\",\"" + said + "\"]";
      session.send(line);
      String answer = session.pollPayload();
      if (answer.equals("2")) {
        session.send("3");
        answer = session.pollPayload();
      }
      assertEquals(line, answer);
      said++;
    }
    session.send("1");
    return said;
  }
}
