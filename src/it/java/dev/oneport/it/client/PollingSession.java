package dev.oneport.it.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An Engine.IO session over HTTP long-polling, by hand. */
public final class PollingSession {

  private final URI endpoint;
  private final JsonObject handshake;

  private PollingSession(URI endpoint, JsonObject handshake) {
    this.endpoint = endpoint;
    this.handshake = handshake;
  }

  /**
   * Opens a session.
   *
   * @param endpoint for example {@code http://127.0.0.1:8080/socket.io/}
   */
  public static PollingSession open(URI endpoint) {
    HttpResponse<String> response = Http.get(endpoint.resolve("?EIO=4&transport=polling"));
    assertEquals(200, response.statusCode(), response.body());
    assertTrue(response.body().startsWith("0"), response.body());
    return new PollingSession(endpoint, Http.json(response.body().substring(1)));
  }

  /** What the open packet says. */
  public JsonObject handshake() {
    return handshake;
  }

  /** The session's secret id. */
  public String sid() {
    return handshake.getString("sid");
  }

  /** The address of this session's requests. */
  public URI uri() {
    return endpoint.resolve("?EIO=4&transport=polling&sid=" + sid());
  }

  /** The address of this session over WebSocket. */
  public URI webSocketUri() {
    return WsClient.uri(endpoint, "?EIO=4&transport=websocket&sid=" + sid());
  }

  /** Polls once, waiting for the answer. */
  public HttpResponse<String> poll() {
    return Http.get(uri());
  }

  /** Polls once, not waiting. */
  public CompletableFuture<HttpResponse<String>> beginPoll() {
    return Http.begin(Http.request(uri()));
  }

  /** Polls and expects 200. */
  public String pollPayload() {
    HttpResponse<String> response = poll();
    assertEquals(200, response.statusCode(), response.body());
    return response.body();
  }

  /**
   * So many packets that are no pings, by as many polls as it takes; pings among them are answered.
   */
  public List<String> packetsAfterPings(int count) {
    List<String> packets = new ArrayList<>();
    while (packets.size() < count) {
      for (String packet : pollPayload().split("\u001e", -1)) {
        if (packet.equals("2")) {
          send("3");
        } else {
          packets.add(packet);
        }
      }
    }
    return packets;
  }

  /** Posts a payload. */
  public HttpResponse<String> post(String payload) {
    return Http.post(uri(), payload);
  }

  /** Posts a payload and expects {@code ok}. */
  public void send(String payload) {
    HttpResponse<String> response = post(payload);
    assertEquals(200, response.statusCode(), response.body());
    assertEquals("ok", response.body());
  }
}
