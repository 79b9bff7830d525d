package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.Http;
import dev.oneport.it.client.Publisher;
import dev.oneport.it.client.WsClient;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
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

  @Test
  void subscriberGetsWhatIsEmittedToItsRooms() {
    try (WsClient client = connect()) {
      client.send("{\"subscribe\":[\"news\"]}");
      assertEquals("{\"subscribed\":[\"news\"]}", client.text());
      publish("weather", "not for it", "rain");
      publish("news", "headline", "€ 🎉");
      assertEvent("headline", "€ 🎉", client.text());
    }
  }

  @Test
  void subscriberOfSeveralRoomsGetsAnEventOnce() {
    try (WsClient client = connect()) {
      client.send("{\"subscribe\":[\"news\",\"weather\"]}");
      client.text();
      publisher.publish("/", List.of("news", "weather"), "both", "once");
      publish("news", "fence", "fence");
      assertEvent("both", "once", client.text());
      assertEvent("fence", "fence", client.text());
    }
  }

  @Test
  void unsubscribedGetsNothingMore() {
    try (WsClient client = connect()) {
      client.send("{\"subscribe\":[\"news\",\"weather\"]}");
      client.text();
      client.send("{\"unsubscribe\":[\"news\"]}");
      assertEquals("{\"unsubscribed\":[\"news\"]}", client.text());
      publish("news", "not for it", "gone");
      publish("weather", "forecast", "sun");
      assertEvent("forecast", "sun", client.text());
    }
  }

  @Test
  void roomsNotOpenToEverybodyAreRefused() {
    try (WsClient client = connect()) {
      client.send("{\"subscribe\":[\"secret\"],\"id\":7}");
      JsonObject answer = Http.json(client.text());
      assertEquals("forbidden", answer.getJsonObject("error").getString("code"));
      assertEquals(7, answer.getInt("id"));
      publish("secret", "not for it", "x");
      client.send("{\"subscribe\":[\"news\"]}");
      assertEquals("{\"subscribed\":[\"news\"]}", client.text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "{}", "{\"subscribe\":\"news\"}", "{\"subscribe\":[1]}"})
  void nonsenseIsAnsweredAndTheConnectionLives(String text) {
    try (WsClient client = connect()) {
      client.send(text);
      String answer = client.text();
      assertTrue(Http.json(answer).containsKey("error"), answer);
      client.send("{\"subscribe\":[\"news\"]}");
      assertEquals("{\"subscribed\":[\"news\"]}", client.text());
    }
  }

  @Test
  void largerMessageThanAllowedClosesTheConnection() {
    WsClient client = connect();
    client.send("{\"subscribe\":[\"" + "x".repeat(1_000_000) + "\"]}");
    assertEquals(1009, client.closed().getCloseCode().getCode());
  }
}
