package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.Api;
import dev.oneport.it.client.Http;
import dev.oneport.it.client.JavaSocket;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Await;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page of the console asks for, and who is told. */
@OnEachServer
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class ConsoleIT {
  private static final String NAMESPACE = "/chat";

  private final URI base;
  private final Api api;
  private final Api shop;
  private final Api auditor;

  ConsoleIT(ServerUnderTest server) {
    base = server.base(Applications.APP);
    api = Api.of(base, Applications.API_KEY);
    shop = Api.of(base, Applications.SHOP_KEY);
    auditor = Api.of(base, Applications.AUDITOR_KEY);
  }

  private JavaSocket socket() {
    JavaSocket socket = JavaSocket.open(base, NAMESPACE, JavaSocket.Setting.WEBSOCKET, Map.of());
    socket.next("connect");
    return socket;
  }

  private void join(JavaSocket socket, String room) {
    Api.expect(
        200,
        api.post(
            "rooms/-/members?namespace=" + NAMESPACE + "&room=" + Api.encode(room),
            "{\"join\":[\"" + socket.id() + "\"]}"));
  }

  private void emit(String room, String event) {
    Api.expect(
        202,
        api.post(
            "emit",
            "{\"namespace\":\"/chat\",\"rooms\":[\""
                + room
                + "\"],\"event\":\""
                + event
                + "\",\"data\":[\"what it says\"]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "console",
        "console/slowest",
        "console/configuration",
        "console/namespaces",
        "console/rooms",
        "console/events?viewer=a"
      })
  void whoMayNotReadIsToldNothing(String path) {
    assertEquals(401, Http.get(base.resolve("api/" + path)).statusCode());
    JsonObject refused = Api.expect(403, shop.get(path));
    assertTrue(refused.getString("detail").contains("oneport.api.grants must say"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"console", "console/slowest", "console/configuration"})
  void whatIsOfAllRoomsIsForThoseWhoMayReadThemAll(String path) {
    assertEquals("That is granted in some rooms only", title(Api.expect(403, auditor.get(path))));
  }

  private static String title(JsonObject problem) {
    return problem.getString("title");
  }

  @Test
  void overviewTellsWhatIsNewOnly() {
    try (JavaSocket socket = socket()) {
      Await.until(
          "a second with the client",
          () -> lastOf(overview("?seconds=0").getJsonArray("seconds"), "websocket") > 0);
      JsonObject all = overview("?seconds=0");
      assertFalse(all.containsKey("minutes"));
      assertTrue(all.getJsonArray("grants").toString().contains("manage"));
      JsonArray seconds = all.getJsonArray("seconds");
      long newest = seconds.getJsonArray(seconds.size() - 1).getJsonNumber(0).longValue();
      JsonObject next = overview("?seconds=" + newest + "&minutes=0");
      assertTrue(next.getJsonArray("seconds").size() <= 2, next.toString());
      assertTrue(next.containsKey("minutes"));
      assertTrue(next.toString().length() < 2_000, next.toString());
      assertTrue(socket.connected());
    }
    Api.expect(400, api.get("console?seconds=yesterday"));
  }

  private JsonObject overview(String query) {
    return Api.expect(200, api.get("console" + query));
  }

  private double lastOf(JsonArray samples, String column) {
    if (samples.isEmpty()) {
      return 0;
    }
    List<String> columns = overview("").getJsonArray("columns").getValuesAs(JsonString::getString);
    return samples
        .getJsonArray(samples.size() - 1)
        .getJsonNumber(columns.indexOf(column) + 1)
        .doubleValue();
  }

  @Test
  void roomsAreSearchedAndSortedAndPaged() {
    String mine = "console-" + System.nanoTime() + "-";
    try (JavaSocket one = socket();
        JavaSocket two = socket()) {
      join(one, mine + "A");
      join(one, mine + "b");
      join(two, mine + "b");
      String find = "console/rooms?namespace=/chat&search=" + mine.toUpperCase(Locale.ROOT);
      assertEquals(List.of(mine + "b", mine + "A"), names(find));
      assertEquals(List.of(mine + "A", mine + "b"), names(find + "&sort=name"));
      assertEquals(List.of(mine + "b"), names(find + "&sort=name&skip=1"));
      emit(mine + "A", "busy");
      Await.until(
          "the busier room comes first",
          () -> {
            emit(mine + "A", "busy");
            return names(find + "&sort=rate").get(0).equals(mine + "A");
          });
      assertEquals(List.of(), names("console/rooms?namespace=/chat&search=" + one.id()));
      assertEquals(
          0,
          Api.expect(200, auditor.get(find)).getInt("count"),
          "who may see other rooms does not see these");
    }
    Api.expect(404, api.get("console/rooms?namespace=/none"));
    Api.expect(400, api.get("console/rooms?sort=size"));
    Api.expect(400, api.get("console/rooms?skip=-1"));
  }

  private List<String> names(String query) {
    return Api.expect(200, api.get(query))
        .getJsonArray("rooms")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(room -> room.getString("room"))
        .toList();
  }

  @Test
  void eventsAreShownToWhoMaySeeThem() {
    String look = "console/events?namespace=/chat&viewer=";
    try (JavaSocket socket = socket()) {
      join(socket, "audited");
      Api.expect(200, api.get(look + "all"));
      Api.expect(200, auditor.get(look + "some&data=true"));
      emit("audited", "seen");
      emit("hidden", "unseen");
      JsonArray all = Api.expect(200, api.get(look + "all")).getJsonArray("events");
      assertTrue(names(all).containsAll(Set.of("seen", "unseen")), all.toString());
      assertFalse(all.toString().contains("what it says"));
      JsonArray some = Api.expect(200, auditor.get(look + "some&data=true")).getJsonArray("events");
      assertEquals(Set.of("seen"), names(some));
      assertEquals("\"what it says\"", some.getJsonObject(0).getString("data"));
      assertEquals(1, some.getJsonObject(0).getInt("recipients"));
    }
    Api reader = Api.of(base, Applications.READER_KEY);
    JsonObject refused = Api.expect(403, reader.get(look + "all&data=true"));
    assertTrue(refused.getString("detail").contains("reader=inspect"), refused.toString());
    Api.expect(400, api.get("console/events"));
    Api.expect(400, api.get(look + "all&perSecond=51"));
    Api.expect(400, api.get(look + "all&direction=up"));
  }

  private static Set<String> names(JsonArray events) {
    return events.getValuesAs(JsonObject.class).stream()
        .map(event -> event.getString("name"))
        .collect(Collectors.toSet());
  }

  @Test
  void configurationHasNoSecrets() {
    String settings = Api.expect(200, api.get("console/configuration")).toString();
    assertTrue(settings.contains("\"name\":\"oneport.api.keys\",\"value\":\"***\""));
    assertFalse(Pattern.compile("sha256:[0-9a-f]").matcher(settings).find());
  }

  @Test
  void sessionsAreFoundByPartsOfThem() {
    try (JavaSocket socket = socket()) {
      String part = socket.id().substring(2, 14);
      JsonArray found =
          Api.expect(200, api.get("sessions?search=" + Api.encode(part))).getJsonArray("sessions");
      assertEquals(1, found.size(), found.toString());
    }
    JsonArray none =
        Api.expect(200, api.get("sessions?search=nobody-has-this")).getJsonArray("sessions");
    assertEquals(0, none.size());
  }
}
