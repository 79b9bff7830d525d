package dev.oneport.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.Api;
import dev.oneport.it.client.EventStreamClient;
import dev.oneport.it.client.Http;
import dev.oneport.it.client.JavaSocket;
import dev.oneport.it.client.WsClient;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Await;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HTTP API with real clients of every transport: what it does to them, and what it tells. */
@OnEachServer
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class PublishApiIT {

  private static final String NAMESPACE = "/chat";
  private static final int AT_ONCE = 8;
  private static final int PAGE = 2;

  /** Names that any server takes in a path, percent-encoded; a slash where it is told to. */
  private static final List<String> NAMES_IN_PATHS =
      List.of(
          "plain", "a b", "ä€😀", "a?b=c&d#e", "a+b", "a;b=c", "a/b", "a/members", "-", "[1]:@!$");

  /** Others, for {@code rooms/-?room=}. */
  private static final List<String> NAMES_IN_QUERIES = List.of("100%", "%2F", "..", "a\\b", "//");

  private final URI base;
  private final Api api;
  private final Api limited;

  PublishApiIT(ServerUnderTest server) {
    base = server.base(Applications.APP);
    api = Api.of(base, Applications.API_KEY);
    limited = Api.of(server.base(Applications.LIMITS), Applications.API_KEY);
  }

  private JavaSocket socket(JavaSocket.Setting setting) {
    JavaSocket socket = JavaSocket.open(base, NAMESPACE, setting, Map.of());
    socket.next("connect");
    return socket;
  }

  private WsClient subscribed(String... rooms) {
    WsClient client = WsClient.connect(WsClient.uri(base, "ws"));
    JsonArrayBuilder names = Json.createArrayBuilder(List.of(rooms));
    client.send(
        Json.createObjectBuilder()
            .add("subscribe", names)
            .add("namespace", NAMESPACE)
            .build()
            .toString());
    assertTrue(client.textAfterJsonPings().startsWith("{\"subscribed\":"));
    return client;
  }

  private URI events(String room, String more) {
    return base.resolve("events?namespace=" + NAMESPACE + "&room=" + Api.encode(room) + more);
  }

  /** Waits from now on, whether it has arrived yet or not. */
  private CompletableFuture<HttpResponse<String>> beginPoll(String room) {
    String now = Http.json(Http.get(events(room, "")).body()).getString("cursor");
    return Http.begin(Http.request(events(room, "&wait=50&cursor=" + now)));
  }

  private static String inQuery(String room) {
    return "rooms/-?namespace=" + NAMESPACE + "&room=" + Api.encode(room);
  }

  private JsonObject transports(String room) {
    return Api.expect(200, api.get(inQuery(room))).getJsonObject("transports");
  }

  private JsonObject changeMembers(String room, String change, List<String> ids) {
    String query = "?namespace=" + NAMESPACE + "&room=" + Api.encode(room);
    String body =
        Json.createObjectBuilder().add(change, Json.createArrayBuilder(ids)).build().toString();
    return Api.expect(200, api.post("rooms/-/members" + query, body));
  }

  private static String event(String room, String event, String more) {
    JsonObject beginning =
        Json.createObjectBuilder()
            .add("namespace", NAMESPACE)
            .add("rooms", Json.createArrayBuilder().add(room))
            .add("event", event)
            .build();
    String text = beginning.toString();
    return text.substring(0, text.length() - 1) + more + "}";
  }

  private JsonObject emit(String room, String event, String more) {
    return Api.expect(202, api.post("emit", event(room, event, more)));
  }

  private static JsonObject next(WsClient client) {
    return Http.json(client.textAfterJsonPings());
  }

  @Test
  void oneEmitReachesEveryTransportWithItsBytes() {
    String room = "order/42 ü%?#&+";
    JsonArray data =
        Http.json("{\"data\":[{\"id\":1},{\"base64\":\"AQID\"}]}").getJsonArray("data");
    try (JavaSocket polling = socket(JavaSocket.Setting.POLLING);
        JavaSocket webSocket = socket(JavaSocket.Setting.WEBSOCKET);
        WsClient plain = subscribed(room);
        EventStreamClient stream = EventStreamClient.open(events(room, ""))) {
      CompletableFuture<HttpResponse<String>> poll = beginPoll(room);
      List<String> ids = List.of(polling.id(), webSocket.id());
      assertEquals(ids.size(), changeMembers(room, "join", ids).getJsonArray("joined").size());
      JsonObject everyTransport =
          Http.json("{\"longpoll\":1,\"polling\":1,\"sse\":1,\"websocket\":1,\"ws\":1}");
      Await.until("everybody in the room", () -> transports(room).equals(everyTransport));

      JsonObject answer = emit(room, "order", ",\"data\":" + data);

      assertEquals(5, answer.getInt("recipients"));
      String cursor = answer.getString("cursor");
      assertArguments(polling.next("order"));
      assertArguments(webSocket.next("order"));
      JsonObject ofPlain = next(plain);
      assertEquals(data, ofPlain.getJsonArray("data"));
      assertEquals(cursor, ofPlain.getString("cursor"));
      String block = blockOf("order", stream);
      assertEquals(data.toString(), EventStreamClient.field(block, "data"));
      assertEquals(cursor, EventStreamClient.field(block, "id"));
      JsonObject polled = Http.json(poll.join().body());
      assertEquals(data, polled.getJsonArray("events").getJsonObject(0).getJsonArray("data"));
      assertEquals(cursor, polled.getString("cursor"));

      JsonObject fewer = emit(room, "order", ",\"except\":[\"" + webSocket.id() + "\"]");
      assertEquals(3, fewer.getInt("recipients"), "a poll is in no room once it is answered");
      assertEquals(0, polling.next("order").length);
      changeMembers(room, "leave", List.of(polling.id()));
      assertNull(transports(room).get("polling"));
    }
  }

  private static void assertArguments(Object... args) {
    assertEquals(2, args.length);
    assertEquals(1, ((JSONObject) args[0]).optInt("id"));
    assertArrayEquals(new byte[] {1, 2, 3}, (byte[]) args[1]);
  }

  private static String blockOf(String event, EventStreamClient stream) {
    String block = stream.news();
    while (block != null && !event.equals(EventStreamClient.field(block, "event"))) {
      block = stream.news();
    }
    assertNotNull(block);
    return block;
  }

  @Test
  void partsOfMultipartAreBytes() {
    String room = "multipart";
    byte[] gif = "GIF\r\n--not the boundary\r\n\0\u00ff".getBytes(ISO_8859_1);
    String json = event(room, "gif", ",\"data\":[{\"name\":\"cat\",\"file\":{\"part\":\"gif\"}}]");
    String boundary = "----boundary";
    String head =
        """
        --%1$s
        Content-Disposition: form-data; name="json"

        %2$s
        --%1$s
        Content-Disposition: form-data; name="gif"; filename="cat.gif"
        Content-Type: image/gif

        """
            .formatted(boundary, json)
            .replace("\n", "\r\n");
    List<byte[]> body =
        List.of(head.getBytes(UTF_8), gif, ("\r\n--" + boundary + "--\r\n").getBytes(UTF_8));
    try (JavaSocket socket = socket(JavaSocket.Setting.WEBSOCKET)) {
      changeMembers(room, "join", List.of(socket.id()));

      JsonObject answer =
          Api.expect(
              202,
              Http.send(
                  api.request("emit")
                      .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                      .POST(BodyPublishers.ofByteArrays(body))));

      assertEquals(1, answer.getInt("recipients"));
      JSONObject argument = (JSONObject) socket.next("gif")[0];
      assertArrayEquals(gif, (byte[]) argument.opt("file"));
    }
  }

  @Test
  void batchIsEmittedInOrderAndTellsOfEach() {
    String room = "batch";
    try (WsClient client = subscribed(room)) {
      String once = event(room, "once", ",\"id\":\"batch-1\"");
      List<String> events =
          List.of(
              event(room, "first", ""), once, once, event(room, "", ""), event(room, "last", ""));

      JsonArray results =
          Api.expect(200, api.post("emit/batch", "{\"events\":" + events + "}"))
              .getJsonArray("results");

      assertEquals(List.of(202, 202, 202, 400, 202), statuses(results));
      assertEquals(results.get(1), results.get(2));
      assertEquals(
          "#/event",
          results.getJsonObject(3).getJsonArray("errors").getJsonObject(0).getString("pointer"));
      for (String expected : List.of("first", "once", "last")) {
        assertEquals(expected, next(client).getString("event"));
      }
    }
  }

  private static List<Integer> statuses(JsonArray results) {
    return results.getValuesAs(JsonObject.class).stream().map(r -> r.getInt("status")).toList();
  }

  /** Repeats that come while the first is under way included. */
  @Test
  void repeatsWithAKeyEmitOnce() {
    String room = "idempotent";
    String body = event(room, "once", "");
    try (WsClient client = subscribed(room)) {
      List<HttpResponse<String>> answers =
          IntStream.range(0, AT_ONCE)
              .mapToObj(i -> Http.begin(keyed("one", body)))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      Set<String> accepted = new HashSet<>();
      for (HttpResponse<String> answer : answers) {
        if (answer.statusCode() == 409) {
          PublishIT.problem(409, answer);
        } else {
          assertEquals(202, answer.statusCode(), answer.body());
          accepted.add(answer.body());
        }
      }
      assertEquals(1, accepted.size(), accepted.toString());
      assertEquals(accepted, Set.of(Http.send(keyed("one", body)).body()));
      PublishIT.problem(422, Http.send(keyed("one", event(room, "other", ""))));
      PublishIT.problem(400, Http.send(keyed("x".repeat(256), body)));
      HttpResponse<String> another = Http.send(keyed("two", event(room, "end", "")));
      assertEquals(202, another.statusCode(), another.body());

      assertEquals("once", next(client).getString("event"));
      assertEquals("end", next(client).getString("event"));
    }
  }

  private java.net.http.HttpRequest.Builder keyed(String key, String body) {
    return api.posting("emit", body).header("Idempotency-Key", key);
  }

  @Test
  void namesOfRoomsAreTakenAsTheyAre() {
    List<String> all = Stream.of(NAMES_IN_PATHS, NAMES_IN_QUERIES).flatMap(List::stream).toList();
    try (WsClient client = subscribed(all.toArray(String[]::new))) {
      for (String name : all) {
        assertRoom(name, api.get(inQuery(name)));
      }
      for (String name : NAMES_IN_PATHS) {
        assertRoom(name, api.get("rooms/" + Api.encode(name) + "?namespace=" + NAMESPACE));
      }
      for (String name : NAMES_IN_QUERIES) {
        HttpResponse<String> answer =
            api.get("rooms/" + Api.encode(name) + "?namespace=" + NAMESPACE);
        if (answer.statusCode() == 200) {
          assertEquals(name, Http.json(answer.body()).getString("room"));
        }
      }
      assertEquals("plain", roomOf(client, "plain"));
    }
  }

  private String roomOf(WsClient client, String room) {
    emit(room, "hello", "");
    return next(client).getString("room");
  }

  private static void assertRoom(String name, HttpResponse<String> answer) {
    JsonObject room = Api.expect(200, answer);
    assertEquals(name, room.getString("room"));
    assertEquals(1, room.getInt("members"), name);
  }

  @Test
  void roomsAreListedPageByPage() {
    try (WsClient client = subscribed("page/1", "page/2", "page/3")) {
      List<String> found = new ArrayList<>();
      String after = "page/";
      while (found.size() < 3) {
        String query = "?namespace=chat&limit=" + PAGE + "&after=" + Api.encode(after);
        JsonObject page = Api.expect(200, api.get("rooms" + query));
        for (JsonObject room : page.getJsonArray("rooms").getValuesAs(JsonObject.class)) {
          assertEquals(1, room.getInt("members"), room.toString());
          found.add(room.getString("room"));
        }
        after = page.getString("next", "~");
      }
      assertEquals(List.of("page/1", "page/2", "page/3"), found.subList(0, 3));
      assertEquals("page/1", roomOf(client, "page/1"));
    }
  }

  @Test
  void sessionsArePagedFilteredAndDisconnected() {
    String room = "sessions";
    List<WsClient> clients = new ArrayList<>();
    try (EventStreamClient stream = EventStreamClient.open(events(room, ""));
        JavaSocket socket = socket(JavaSocket.Setting.POLLING)) {
      for (int i = 0; i < 3; i++) {
        clients.add(subscribed(room));
      }
      changeMembers(room, "join", List.of(socket.id()));

      assertEquals(5, sessions(room, "").size());
      List<String> webSockets = sessions(room, "&transport=ws");
      assertEquals(3, webSockets.size());
      assertEquals(List.of(), sessions(room, "&transport=longpoll"));
      assertEquals(List.of(), sessions(room, "&user=nobody"));
      String streaming = sessions(room, "&transport=sse").get(0);
      String polling = sessions(socket.id(), "").get(0);
      assertNotEquals(socket.id(), polling);

      Stream.of(webSockets, List.of(streaming, polling))
          .flatMap(List::stream)
          .forEach(id -> assertEquals(204, api.delete("sessions/" + id).statusCode()));

      clients.forEach(client -> assertEquals(1000, client.closed().getCloseCode().getCode()));
      assertEquals("io server disconnect", socket.next("disconnect")[0]);
      while (stream.block() != null) {
        // What was queued before it ended.
      }
      Await.until("an empty room", () -> sessions(room, "").isEmpty());
      // A client that polls takes leave with its next request.
      Await.until("its end", () -> api.delete("sessions/" + polling).statusCode() == 404);
    } finally {
      clients.forEach(WsClient::close);
    }
  }

  /** The ids of those in a room, asked for page by page. */
  private List<String> sessions(String room, String filter) {
    List<String> ids = new ArrayList<>();
    String query = "sessions?namespace=" + NAMESPACE + "&limit=2&room=" + Api.encode(room) + filter;
    String after = "";
    while (after != null) {
      JsonObject page = Api.expect(200, api.get(query + "&after=" + after));
      List<JsonObject> sessions = page.getJsonArray("sessions").getValuesAs(JsonObject.class);
      assertTrue(sessions.size() <= PAGE, page.toString());
      sessions.forEach(session -> ids.add(session.getString("id")));
      after = page.getString("next", null);
    }
    assertEquals(ids.size(), new HashSet<>(ids).size(), ids.toString());
    return ids;
  }

  @Test
  void membersAreNamedBySessionOrSocket() {
    try (JavaSocket socket = socket(JavaSocket.Setting.WEBSOCKET)) {
      String session = sessions(socket.id(), "").get(0);
      assertEquals(
          Http.json("{\"joined\":[\"" + session + "\"],\"left\":[],\"refused\":[],\"unknown\":[]}"),
          changeMembers("members", "join", List.of(session)));
      emit("members", "hello", "");
      assertEquals(0, socket.next("hello").length);
      assertEquals(
          List.of("nobody"),
          strings(changeMembers("members", "leave", List.of("nobody")), "unknown"));
      assertEquals(
          List.of(socket.id()),
          strings(changeMembers("members", "leave", List.of(socket.id())), "left"));
      assertEquals(Json.createObjectBuilder().build(), transports("members"));
    }
  }

  private static List<String> strings(JsonObject object, String member) {
    return object.getJsonArray(member).getValuesAs(jakarta.json.JsonString::getString);
  }

  @Test
  void nobodyIsPutIntoMoreRoomsThanAllowed() {
    try (JavaSocket socket =
        JavaSocket.open(limited.base(), NAMESPACE, JavaSocket.Setting.WEBSOCKET, Map.of())) {
      socket.next("connect");
      List<Integer> refused = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String path = "rooms/r" + i + "/members?namespace=" + NAMESPACE;
        JsonObject answer =
            Api.expect(200, limited.post(path, "{\"join\":[\"" + socket.id() + "\"]}"));
        refused.add(answer.getJsonArray("refused").size());
      }
      assertEquals(1, refused.get(3), refused.toString());
      assertTrue(Collections.frequency(refused, 0) >= 1, refused.toString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | nothing                         | 404 |
          GET    | emit                            | 405 |
          PUT    | emit                            | 405 | {"event":"x"}
          POST   | emit                            | 404 | {"event":"x","namespace":"/nowhere"}
          POST   | emit                            | 400 | {"event":"x","rooms":["oneport:user:a"]}
          POST   | emit                            | 400 | {"event":"x","data":[{"base64":"!"}]}
          POST   | emit/batch                      | 400 | {"event":"x"}
          GET    | rooms?limit=0                   | 400 |
          GET    | rooms?namespace=/nowhere        | 404 |
          GET    | rooms/a?namespace=/nowhere      | 404 |
          GET    | rooms/oneport:everybody         | 400 |
          POST   | rooms/a/members                 | 400 | {"kick":["a"]}
          GET    | sessions?transport=pigeon       | 400 |
          DELETE | sessions/none                   | 404 |
          """)
  void mistakesAreAnsweredWithWhatToDo(String method, String path, int status, String body) {
    HttpResponse<String> answer =
        Http.send(
            api.posting(path, body == null ? "" : body)
                .method(
                    method,
                    body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));

    JsonObject problem = PublishIT.problem(status, answer);

    assertFalse(problem.getString("detail").isEmpty());
    if (status == 405) {
      String allowed = answer.headers().firstValue("Allow").orElse("");
      assertTrue(allowed.contains("POST"), allowed);
    }
  }

  @Test
  void otherTypesAndTooMuchAreRefused() {
    HttpResponse<String> text =
        Http.send(
            api.request("emit")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"event\":\"x\"}")));
    PublishIT.problem(415, text);
    String large = "{\"event\":\"x\",\"data\":[\"" + "x".repeat(10_000) + "\"]}";
    PublishIT.problem(413, limited.post("emit", large));
  }

  @Test
  void pagesOfOtherOriginsPublishNothing() {
    String body = "{\"event\":\"x\"}";
    HttpResponse<String> foreign =
        Http.send(api.posting("emit", body).header("Origin", "https://evil.example"));
    assertTrue(PublishIT.problem(403, foreign).getString("type").endsWith(":foreign-origin"));
    HttpResponse<String> allowed =
        Http.send(api.posting("emit", body).header("Origin", Applications.ALLOWED_ORIGIN));
    assertEquals(202, allowed.statusCode(), allowed.body());
    HttpResponse<String> preflight =
        Http.send(
            new Api(base, "")
                .request("emit")
                .header("Origin", Applications.ALLOWED_ORIGIN)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .method("OPTIONS", BodyPublishers.noBody()));
    assertEquals(204, preflight.statusCode(), preflight.body());
    assertEquals(
        "authorization,content-type",
        preflight.headers().firstValue("Access-Control-Allow-Headers").orElse(""));
  }

  @Test
  void descriptionIsForEverybody() {
    JsonObject document = Api.expect(200, new Api(base, "").get("openapi.json"));
    assertTrue(document.getString("openapi").startsWith("3."));
    assertTrue(document.getJsonObject("paths").containsKey("/emit/batch"));
  }

  @Test
  void answersHaveTheMembersThatTheDescriptionSays() {
    String room = "described";
    try (WsClient client = subscribed(room)) {
      assertDescribed("Emitted", emit(room, "hello", ""));
      assertEquals("hello", next(client).getString("event"));
      String batch = "{\"events\":[" + event(room, "hello", "") + "]}";
      assertDescribed("Results", Api.expect(200, api.post("emit/batch", batch)));
      assertDescribed("Rooms", Api.expect(200, api.get("rooms?namespace=" + NAMESPACE)));
      assertDescribed("Room", Api.expect(200, api.get(inQuery(room))));
      assertDescribed("MembersChanged", changeMembers(room, "leave", List.of("nobody")));
      String path = "sessions?namespace=" + NAMESPACE + "&room=" + room;
      JsonObject sessions = Api.expect(200, api.get(path));
      assertDescribed("Sessions", sessions);
      assertDescribed("Session", sessions.getJsonArray("sessions").getJsonObject(0));
      assertDescribed("Problem", Api.expect(400, api.post("emit", "{}")));
    }
  }

  private void assertDescribed(String schema, JsonObject answer) {
    JsonObject described =
        Http.json(api.get("openapi.json").body())
            .getJsonObject("components")
            .getJsonObject("schemas")
            .getJsonObject(schema);
    Set<String> known = described.getJsonObject("properties").keySet();
    assertTrue(known.containsAll(answer.keySet()), () -> schema + " says nothing of " + answer);
    assertTrue(
        answer.keySet().containsAll(strings(described, "required")),
        () -> schema + " has more than " + answer);
  }
}
