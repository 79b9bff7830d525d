package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.oneport.it.client.Observer;
import dev.oneport.it.client.Publisher;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Oneport is for: a client in a room gets what curl posts. */
@OnEachServer
class MainJobIT {

  private static final JsonArray DATA =
      Json.createArrayBuilder().add(Json.createObjectBuilder().add("id", 1)).build();

  private final ServerUnderTest server;

  MainJobIT(ServerUnderTest server) {
    this.server = server;
  }

  @ParameterizedTest
  @ValueSource(strings = {"polling", "websocket", "upgrade"})
  void clientOfTheUntouchedWarGetsWhatCurlPosts(String setting) throws Exception {
    URI base = server.base(Applications.ONEPORT);
    try (Observer client = Observer.open(base, setting, "/")) {
      if (setting.equals("upgrade")) {
        assertEquals("polling", client.opened());
        assertEquals("websocket", client.upgraded());
      }
      String ownRoom = client.connected().getString("id");
      curl(base, "/", ownRoom);
      assertEquals(DATA, client.event("order"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"polling", "websocket", "upgrade"})
  void clientInRoomOfAnApplicationGetsWhatCurlPosts(String setting) throws Exception {
    URI base = server.base(Applications.APP);
    try (Observer client = Observer.open(base, setting, "/chat")) {
      String room = "main-job-" + client.connected().getString("id");
      if (setting.equals("upgrade")) {
        client.upgraded();
      }
      client.ask("join", room);
      curl(base, "/chat", room);
      assertEquals(DATA, client.event("order"));
    }
  }

  private static void curl(URI base, String namespace, String room) throws Exception {
    new Publisher(base, Applications.API_KEY)
        .curl(Publisher.message(namespace, List.of(room), "order", DATA));
  }
}
