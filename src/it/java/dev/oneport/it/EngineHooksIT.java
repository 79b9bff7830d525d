package dev.oneport.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.Http;
import dev.oneport.it.client.RawHttp;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What an application says about Engine.IO's requests, and options it sets from code. */
@OnEachServer
class EngineHooksIT {
  private static final String POLLING = "socket.io/?EIO=4&transport=polling";
  private static final String WEBSOCKET = "socket.io/?EIO=4&transport=websocket";

  private final URI base;

  EngineHooksIT(ServerUnderTest server) {
    base = server.base(Applications.APP);
  }

  private HttpResponse<String> get(String wish) {
    return Http.get(base.resolve(POLLING + "&it=" + wish));
  }

  private RawHttp.Response upgrade(String wish) throws IOException {
    return RawHttp.upgrade(base.resolve(WEBSOCKET + "&it=" + wish), Map.of());
  }

  private static void assertAnswer(int status, String body, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(body, response.body());
  }

  private static void assertAnswer(int status, String body, RawHttp.Response response) {
    assertEquals(status, response.status(), response.body());
    assertEquals(body, response.body());
  }

  @Test
  void gateRefusesLaterAndWithItsMessage() throws IOException {
    assertAnswer(403, "{\"code\":4,\"message\":\"members only\"}", get("refuse"));
    assertAnswer(400, "members only", upgrade("refuse"));
    assertTold("refuse4{message=members only}");
  }

  @Test
  void middlewareEndsRequests() throws IOException {
    assertAnswer(401, "who are you?", get("end"));
    assertAnswer(401, "who are you?", upgrade("end"));
  }

  @Test
  void middlewareFails() throws IOException {
    assertAnswer(400, "{\"code\":3,\"message\":\"Bad request\"}", get("fail"));
    assertAnswer(400, "Bad request", upgrade("fail"));
    assertTold("fail3{name=MIDDLEWARE_FAILURE}");
  }

  @Test
  void idsAreMadeByTheApplication() throws IOException {
    assertTrue(get("id").body().startsWith("0{\"sid\":\"own."));
    assertAnswer(400, "{\"code\":3,\"message\":\"Bad request\"}", get("noid"));
    assertAnswer(400, "Bad request", upgrade("noid"));
    assertTold("noid3{name=ID_GENERATION_ERROR, error=");
  }

  private void assertTold(String start) {
    String told = Http.get(base.resolve("hooks")).body();
    assertTrue(told.lines().anyMatch(line -> line.startsWith(start)), told);
  }

  @Test
  void headersAreThoseOfTheListeners() throws IOException {
    HttpResponse<String> first = get("");
    assertEquals("GET", first.headers().firstValue("X-Initial").orElse(""));
    assertEquals("GET", first.headers().firstValue("X-Each").orElse(""));
    assertEquals("passed", first.headers().firstValue("X-Middleware").orElse(""));

    String sid = Http.json(first.body().substring(1)).getString("sid");
    HttpResponse<String> post =
        Http.send(
            Http.request(base.resolve(POLLING + "&sid=" + sid))
                .POST(HttpRequest.BodyPublishers.ofString("3")));
    assertEquals("", post.headers().firstValue("X-Initial").orElse(""));
    assertEquals("POST", post.headers().firstValue("X-Each").orElse(""));

    RawHttp.Response webSocket = upgrade("");
    assertEquals(101, webSocket.status());
    assertEquals("GET", webSocket.header("X-Initial"));
    assertEquals("GET", webSocket.header("X-Each"));
    assertEquals("passed", webSocket.header("X-Middleware"));
  }

  @Test
  void cookieIsSwitchedOnFromCodeAndComesWithPollingAlone() throws IOException {
    HttpResponse<String> handshake = get("");
    String sid = Http.json(handshake.body().substring(1)).getString("sid");
    assertEquals(
        "node=" + sid + "; Path=/; HttpOnly; SameSite=Lax",
        handshake.headers().firstValue("Set-Cookie").orElse(""));

    assertNull(upgrade("").header("Set-Cookie"));
  }

  @Test
  void answersAreCompressedFromTheThresholdThatABeanSet() throws Exception {
    HttpResponse<InputStream> response =
        HttpClient.newHttpClient()
            .send(
                Http.request(base.resolve(POLLING)).header("Accept-Encoding", "gzip").build(),
                BodyHandlers.ofInputStream());

    assertEquals("gzip", response.headers().firstValue("Content-Encoding").orElse(""));
    try (InputStream in = new GZIPInputStream(response.body())) {
      assertTrue(new String(in.readAllBytes(), UTF_8).startsWith("0{\"sid\":\""));
    }
  }
}
