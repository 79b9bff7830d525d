package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.Http;
import dev.oneport.it.client.Publisher;
import dev.oneport.it.client.RawHttp;
import dev.oneport.it.client.WsClient;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients without a library, at /ws. */
@OnEachServer
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class PlainWebSocketIT {

  private final ServerUnderTest server;
  private final Publisher publisher;

  PlainWebSocketIT(ServerUnderTest server) {
    this.server = server;
    publisher = new Publisher(server.base(Applications.APP), Applications.API_KEY);
  }

  private WsClient connect() {
    return WsClient.connect(WsClient.uri(server.base(Applications.APP), "ws"));
  }

  private void publish(String room, String event, String text) {
    publisher.publish("/", List.of(room), event, text);
  }

  private static void assertEvent(String event, String text, String frame) {
    JsonObject message = Http.json(frame);
    assertEquals(event, message.getString("event"), frame);
    assertEquals(Json.createArrayBuilder().add(text).build(), message.getJsonArray("data"), frame);
  }

  private static JsonObject assertSubscribed(WsClient client) {
    JsonObject answer = Http.json(client.textAfterJsonPings());
    assertEquals("[\"news\"]", answer.getJsonArray("subscribed").toString());
    assertEquals(15_000, answer.getInt("heartbeatMs"));
    return answer;
  }

  @Test
  void subscriberGetsWhatIsEmittedToItsRooms() {
    try (WsClient client = connect()) {
      client.send("{\"subscribe\":[\"news\"]}");
      assertSubscribed(client);
      publish("weather", "not for it", "rain");
      publish("news", "headline", "€ 🎉");
      assertEvent("headline", "€ 🎉", client.textAfterJsonPings());
    }
  }

  @Test
  void subscriberOfSeveralRoomsGetsAnEventOnce() {
    try (WsClient client = connect()) {
      client.send("{\"subscribe\":[\"news\",\"weather\"]}");
      client.textAfterJsonPings();
      publisher.publish("/", List.of("news", "weather"), "both", "once");
      publish("news", "fence", "fence");
      assertEvent("both", "once", client.textAfterJsonPings());
      assertEvent("fence", "fence", client.textAfterJsonPings());
    }
  }

  @Test
  void unsubscribedGetsNothingMore() {
    try (WsClient client = connect()) {
      client.send("{\"subscribe\":[\"news\",\"weather\"]}");
      client.textAfterJsonPings();
      client.send("{\"unsubscribe\":[\"news\"]}");
      assertEquals("{\"unsubscribed\":[\"news\"]}", client.textAfterJsonPings());
      publish("news", "not for it", "gone");
      publish("weather", "forecast", "sun");
      assertEvent("forecast", "sun", client.textAfterJsonPings());
    }
  }

  @Test
  void roomsNotOpenToEverybodyAreRefused() {
    try (WsClient client = connect()) {
      client.send("{\"subscribe\":[\"secret\"],\"id\":7}");
      JsonObject answer = Http.json(client.textAfterJsonPings());
      assertEquals("forbidden", answer.getJsonObject("error").getString("code"));
      assertEquals(7, answer.getInt("id"));
      publish("secret", "not for it", "x");
      client.send("{\"subscribe\":[\"news\"]}");
      assertSubscribed(client);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "{}", "{\"subscribe\":\"news\"}", "{\"subscribe\":[1]}"})
  void nonsenseIsAnsweredAndTheConnectionLives(String text) {
    try (WsClient client = connect()) {
      client.send(text);
      String answer = client.textAfterJsonPings();
      assertTrue(Http.json(answer).containsKey("error"), answer);
      client.send("{\"subscribe\":[\"news\"]}");
      assertSubscribed(client);
    }
  }

  @Test
  void subprotocolIsChosenAmongOthersOrNone() {
    URI uri = WsClient.uri(server.base(Applications.APP), "ws");
    try (WsClient one = WsClient.connect(uri, Map.of(), List.of("oneport.v1+json"));
        WsClient many = WsClient.connect(uri, Map.of(), List.of("chat", "oneport.v1+json", "x"));
        WsClient none = WsClient.connect(uri, Map.of(), List.of("chat"));
        WsClient silent = connect()) {
      assertEquals("oneport.v1+json", one.subprotocol());
      assertEquals("oneport.v1+json", many.subprotocol());
      assertEquals("", none.subprotocol());
      assertEquals("", silent.subprotocol());
      for (WsClient client : List.of(one, many, none, silent)) {
        client.send("{\"ping\":[1]}");
        assertEquals("{\"pong\":[1]}", client.textAfterJsonPings());
      }
    }
  }

  @Test
  void whoComesBackGetsWhatItMissed() {
    String cursor;
    try (WsClient client = connect()) {
      client.send("{\"subscribe\":[\"news\"]}");
      assertEquals(false, assertSubscribed(client).getBoolean("recovered"));
      publish("news", "missed", "0");
      cursor = Http.json(client.textAfterJsonPings()).getString("cursor");
    }
    publish("news", "missed", "1");
    publish("weather", "not for it", "x");
    publish("news", "missed", "2");
    try (WsClient client = connect()) {
      client.send("{\"subscribe\":[\"news\"],\"since\":\"" + cursor + "\"}");
      assertEquals(true, assertSubscribed(client).getBoolean("recovered"));
      assertEvent("missed", "1", client.textAfterJsonPings());
      assertEvent("missed", "2", client.textAfterJsonPings());
      publish("news", "live", "3");
      assertEvent("live", "3", client.textAfterJsonPings());
    }
  }

  /** The next answer; events before it are dropped: in /chat everybody hears of who leaves. */
  private static String answer(WsClient client) {
    String text = client.textAfterJsonPings();
    while (text.startsWith("{\"event\":")) {
      text = client.textAfterJsonPings();
    }
    return text;
  }

  /** The next event of that name; others before it are dropped. */
  private static JsonObject event(WsClient client, String name) {
    JsonObject event = Http.json(client.textAfterJsonPings());
    while (!event.getString("event").equals(name)) {
      event = Http.json(client.textAfterJsonPings());
    }
    return event;
  }

  /** Emits in /chat, and what it is answered. */
  private static String chat(WsClient client, String event, String data) {
    client.send(
        "{\"emit\":\"%s\",\"data\":%s,\"namespace\":\"/chat\",\"id\":\"%s\"}"
            .formatted(event, data, event));
    return answer(client);
  }

  @Test
  void handlerBeansGetEmitsAndAnswer() {
    try (WsClient client = connect()) {
      client.send(
          "{\"emit\":\"sum\",\"data\":[{\"a\":1,\"b\":2}],\"namespace\":\"/chat\",\"id\":1}");
      JsonObject welcome = event(client, "welcome");
      assertEquals("/chat", welcome.getString("namespace"));
      assertEquals("{\"ack\":[3],\"id\":1}", answer(client));

      JsonObject answer = Http.json(chat(client, "whoami", "[]"));
      JsonObject self = answer.getJsonArray("ack").getJsonObject(0);
      assertEquals("ws", self.getString("transport"));
      assertEquals("127.0.0.1", self.getString("address"));
      assertEquals(
          welcome.getJsonArray("data").getJsonObject(0).getString("id"), self.getString("id"));
    }
  }

  @Test
  void handlersAskTheClientAndGetItsAnswer() {
    try (WsClient client = connect()) {
      client.send(
          "{\"emit\":\"ask\",\"data\":[{\"timeoutMillis\":20000}],\"namespace\":\"/chat\",\"id\":1}");
      JsonObject question = event(client, "question");
      client.send("{\"ack\":[42],\"namespace\":\"/chat\",\"id\":" + question.getInt("id") + "}");
      assertEquals("{\"ack\":[{\"answer\":42}],\"id\":1}", answer(client));
    }
  }

  @Test
  void whatAClientSaysToItsRoomReachesTheOthersOnce() {
    try (WsClient one = connect();
        WsClient other = connect()) {
      assertEquals(
          "{\"ack\":[[\"hall\",\"lobby\"]],\"id\":\"join\"}", chat(one, "join", "[\"hall\"]"));
      assertEquals(
          "{\"ack\":[[\"hall\",\"lobby\"]],\"id\":\"join\"}", chat(other, "join", "[\"hall\"]"));
      assertEquals(
          "{\"ack\":[\"ok\"],\"id\":\"say\"}",
          chat(one, "say", "[{\"room\":\"hall\",\"text\":\"hi\"}]"));
      assertEquals("{\"ack\":[3],\"id\":\"sum\"}", chat(one, "sum", "[{\"a\":1,\"b\":2}]"));
      JsonObject said = event(other, "said");
      assertEquals("hall", said.getString("room"));
      assertEquals("[\"hi\"]", said.getJsonArray("data").toString());
    }
  }

  @Test
  void serverDisconnectsTheSocketAndTheConnectionLives() {
    try (WsClient client = connect()) {
      client.send("{\"emit\":\"kick\",\"namespace\":\"/chat\"}");
      JsonObject event = event(client, "oneport:disconnected");
      assertEquals("/chat", event.getString("namespace"));
      client.send("{\"subscribe\":[\"news\"]}");
      assertSubscribed(client);
    }
  }

  @Test
  void limitsOfSocketIoAreThoseOfItsEmits() {
    try (WsClient client = WsClient.connect(WsClient.uri(server.base(Applications.LIMITS), "ws"))) {
      client.send("{\"emit\":\"" + "x".repeat(21) + "\",\"id\":1}");
      assertTrue(client.textAfterJsonPings().startsWith("{\"error\":{\"code\":\"malformed\""));
      client.send("{\"emit\":\"x\",\"data\":[" + "[".repeat(7) + "]".repeat(7) + "]}");
      assertTrue(client.textAfterJsonPings().startsWith("{\"error\":{\"code\":\"too_deep\""));
      client.send("{\"subscribe\":[\"news\",\"1\",\"2\",\"3\"]}");
      assertTrue(client.textAfterJsonPings().startsWith("{\"error\":{\"code\":\"forbidden\""));
      client.send("{\"ping\":\"" + "x".repeat(10_000) + "\"}");
      assertEquals(1009, client.closed().getCloseCode().getCode());
    }
  }

  @Test
  void namespaceThatIsNotThereIsAnError() {
    try (WsClient client = connect()) {
      client.send("{\"subscribe\":[\"news\"],\"namespace\":\"/none\",\"id\":1}");
      assertEquals(
          "{\"error\":{\"code\":\"unknown_namespace\",\"message\":\"there is no namespace"
              + " \\\"/none\\\"\"},\"id\":1}",
          client.textAfterJsonPings());
    }
  }

  /** Browsers keep it from pages; other clients can say why there is no WebSocket. */
  @Test
  void whoIsNotLetInIsToldWhyByAProblem() throws IOException {
    URI uri = server.base(Applications.SECURED).resolve("ws");
    RawHttp.Response foreign = RawHttp.upgrade(uri, Map.of("Origin", "https://evil.example"));
    assertEquals(403, foreign.status());
    assertEquals("application/problem+json", foreign.header("Content-Type"));
    assertEquals("urn:oneport:problem:foreign-origin", Http.json(foreign.body()).getString("type"));

    RawHttp.Response unknown = RawHttp.upgrade(uri, Map.of("Authorization", "Bearer x"));
    assertEquals(401, unknown.status());
    assertEquals("application/problem+json", unknown.header("Content-Type"));
    assertEquals(
        "Because the token is malformed. See oneport.auth.* for who is.",
        Http.json(unknown.body()).getString("detail"));
    assertEquals(
        "Bearer realm=\"oneport\", error=\"invalid_token\","
            + " error_description=\"the token is malformed\"",
        unknown.header("WWW-Authenticate"));
  }

  @Test
  void ticketTellsWhoItIs() {
    String answer = Http.post(server.base(Applications.APP).resolve("events/ticket"), "").body();
    String ticket = Http.json(answer).getString("ticket");
    try (WsClient client = connect()) {
      client.send("{\"auth\":{\"ticket\":\"" + ticket + "\"},\"id\":1}");
      assertEquals("{\"authenticated\":null,\"id\":1}", client.textAfterJsonPings());
      client.send("{\"auth\":{\"ticket\":\"" + ticket + "\"},\"id\":2}");
      assertTrue(client.textAfterJsonPings().contains("bad_ticket"));
    }
  }

  @Test
  void largerMessageThanAllowedClosesTheConnection() {
    WsClient client = connect();
    client.send("{\"subscribe\":[\"" + "x".repeat(1_000_000) + "\"]}");
    assertEquals(1009, client.closed().getCloseCode().getCode());
  }
}
