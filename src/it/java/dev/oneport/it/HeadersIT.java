package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.oneport.it.client.Http;
import dev.oneport.it.client.RawHttp;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers that browsers go by when they decide what an answer may be used for. */
@OnEachServer
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class HeadersIT {
  private static final String ENGINE = "socket.io/?EIO=4&transport=";

  private final URI base;

  HeadersIT(ServerUnderTest server) {
    base = server.base(Applications.APP);
  }

  private Map<String, List<String>> page(String path) {
    return Http.get(base.resolve(path)).headers().map();
  }

  /** The head of the answer to what a client of this way sends first. */
  private RawHttp.Response head(Way way, Map<String, String> more) throws IOException {
    Map<String, String> headers = new HashMap<>(more);
    try (RawHttp http = RawHttp.connect(base)) {
      switch (way) {
        case POLLING -> http.request("GET", base.resolve(ENGINE + "polling"), headers, null);
        case WEBSOCKET -> http.requestUpgrade(base.resolve(ENGINE + "websocket"), headers);
        case SSE, LONGPOLL -> {
          headers.put("Accept", way == Way.SSE ? "text/event-stream" : "application/json");
          http.request("GET", base.resolve("events?room=news&wait=0"), headers, null);
        }
        case WS -> http.requestUpgrade(base.resolve("ws"), headers);
        case API -> {
          headers.put("Content-Type", "application/json");
          http.request("POST", base.resolve("api/emit"), headers, "{\"event\":\"e\"}");
        }
      }
      return http.head();
    }
  }

  private static void assertIsWhatItSays(RawHttp.Response answer, int status) {
    assertEquals(status, answer.status());
    assertEquals("nosniff", answer.header("X-Content-Type-Options"));
  }

  @ParameterizedTest
  @EnumSource
  void answersAreWhatTheySayThatTheyAre(Way way) throws IOException {
    int status =
        switch (way) {
          case POLLING, SSE, LONGPOLL -> 200;
          case WEBSOCKET, WS -> 101;
          case API -> 202;
        };
    assertIsWhatItSays(
        head(way, Map.of("Authorization", "Bearer " + Applications.API_KEY)), status);
  }

  @ParameterizedTest
  @EnumSource
  void refusalsAreWhatTheySayThatTheyAre(Way way) throws IOException {
    int status = way == Way.WEBSOCKET ? 400 : 403;
    assertIsWhatItSays(head(way, Map.of("Origin", "https://evil.example")), status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socket.io/socket.io.js",
        "socket.io/?EIO=4&transport=polling&sid=x",
        "events",
        "events/renew",
        "events/ticket",
        "api/openapi.json",
        "api/none",
        "page/state",
        "oneport.js",
        "oneport.mjs"
      })
  void everythingElseIsToo(String path) {
    assertEquals(List.of("nosniff"), page(path).get("x-content-type-options"));
  }

  /** Its other rules are in the page itself. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "index.html",
        "page/main.js",
        "app.css",
        "icon.svg",
        "console/",
        "console/main.js",
        "docs/",
        "docs/securing.md"
      })
  void thePagesAreForNoFrame(String path) {
    Map<String, List<String>> headers = page(path);
    assertEquals(List.of("DENY"), headers.get("x-frame-options"));
    assertEquals(List.of("frame-ancestors 'none'"), headers.get("content-security-policy"));
    assertEquals(List.of("same-origin"), headers.get("referrer-policy"));
    assertEquals(List.of("nosniff"), headers.get("x-content-type-options"));
  }
}
