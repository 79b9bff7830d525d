package dev.oneport.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.Http;
import dev.oneport.it.client.RawHttp;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients of Engine.IO 3 over HTTP, where they are let in: the bodies to the letter. Characters
 * below 256 stand for bytes here, since bodies may be binary.
 */
@OnEachServer
class EngineIo3HttpIT {

  private static final String BINARY = "application/octet-stream";
  private static final String TEXT = "text/plain;charset=UTF-8";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Pattern SID = Pattern.compile("\\\\?\"sid\\\\?\":\\\\?\"([A-Za-z0-9_-]+)");

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI endpoint;
  private final URI closed;

  EngineIo3HttpIT(ServerUnderTest server) {
    endpoint = server.base(Applications.APP).resolve("socket.io/");
    closed = server.base(Applications.ONEPORT).resolve("socket.io/");
  }

  private HttpResponse<String> get(String query, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = Http.request(endpoint.resolve(query));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString(ISO_8859_1));
  }

  private void post(String query, String type, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            Http.request(endpoint.resolve(query))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body, ISO_8859_1))
                .build(),
            BodyHandlers.ofString());
    assertEquals(200, response.statusCode());
    assertEquals("ok", response.body());
    assertEquals("text/html", mediaType(response));
  }

  private static String mediaType(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Type").orElse("").split(";", -1)[0].strip();
  }

  /** Connects; the query of the session's further requests. */
  private String connect(String query) throws IOException, InterruptedException {
    HttpResponse<String> open = get(query);
    assertEquals(200, open.statusCode(), open.body());
    Matcher sid = SID.matcher(open.body());
    assertTrue(sid.find(), open.body());
    return query + "&sid=" + sid.group(1);
  }

  /** Connects, and joins a namespace. */
  private String join(String query) throws IOException, InterruptedException {
    String session = connect(query);
    if (query.contains("&j=")) {
      post(session, FORM, "d=8%3A40%2Fchat%2C");
    } else {
      post(session, TEXT, "8:40/chat,");
    }
    await(session, "40/chat,");
    return session;
  }

  /** Polls until a text comes. */
  private HttpResponse<String> await(String session, String text)
      throws IOException, InterruptedException {
    HttpResponse<String> response = get(session);
    while (response.statusCode() == 200 && !response.body().contains(text)) {
      response = get(session);
    }
    assertEquals(200, response.statusCode(), response.body());
    return response;
  }

  @ParameterizedTest
  @ValueSource(strings = {"?EIO=3&transport=polling", "?transport=polling"})
  void handshakeComesAfterItsLength(String query) throws Exception {
    HttpResponse<String> open = get(query);

    assertEquals(200, open.statusCode());
    assertEquals("text/plain", mediaType(open));
    Matcher length = Pattern.compile("^(\\d+):0\\{").matcher(open.body());
    assertTrue(length.find(), open.body());
    int digits = length.group(1).length() + 1;
    String packet = open.body().substring(digits, digits + Integer.parseInt(length.group(1)));
    assertTrue(packet.endsWith("}"), packet);
  }

  @Test
  void isRefusedWhereItIsNotAllowed() {
    HttpResponse<String> refused = Http.get(closed.resolve("?EIO=3&transport=polling"));

    assertEquals(400, refused.statusCode());
    assertEquals("{\"code\":5,\"message\":\"Unsupported protocol version\"}", refused.body());
  }

  @Test
  void textGoesWithItsLengthInUtf16Units() throws Exception {
    String session = join("?EIO=3&transport=polling");
    // The bytes of an emoji, which is two units; with the rest of the packet.
    post(session, TEXT, "21:42/chat,[\"echo\",\"\u00f0\u009f\u008e\u0089\"]");

    HttpResponse<String> back = await(session, "echo");
    assertEquals("text/plain", mediaType(back));
    assertTrue(
        back.body().contains("21:42/chat,[\"echo\",\"\u00f0\u009f\u008e\u0089\"]"), back.body());
  }

  @Test
  void binaryGoesAsBytes() throws Exception {
    String session = join("?EIO=3&transport=polling");
    String event = "451-/chat,[\"echo\",{\"_placeholder\":true,\"num\":0}]";
    String packets = "\0\4\u0008\u00ff" + event + "\1\3\u00ff\4\u0080\u00ff";
    post(session, BINARY, packets);

    HttpResponse<String> back = await(session, "echo");
    assertEquals(BINARY, mediaType(back));
    assertTrue(back.body().contains(packets), back.body());
  }

  @Test
  void binaryGoesAsBase64ToClientsWithoutBinary() throws Exception {
    String session = join("?EIO=3&transport=polling&b64=1");
    String event = "48:451-/chat,[\"echo\",{\"_placeholder\":true,\"num\":0}]6:b4gP8=";
    post(session, TEXT, event);

    HttpResponse<String> back = await(session, "echo");
    assertEquals("text/plain", mediaType(back));
    assertTrue(back.body().contains(event), back.body());
  }

  @Test
  void pagesGetScriptsAndSendForms() throws Exception {
    String session = join("?EIO=3&transport=polling&j=7");
    post(session, FORM, "d=25%3A42%2Fchat%2C%5B%22echo%22%2C%22%5Cu2028%22%5D");

    HttpResponse<String> back = await(session, "echo");
    assertEquals("text/javascript", mediaType(back));
    assertTrue(back.body().startsWith("___eio[7](\""), back.body());
    assertTrue(back.body().endsWith("\");"), back.body());
    assertTrue(back.body().contains("25:42/chat,[\\\"echo\\\",\\\"\\\\u2028\\\"]"), back.body());
  }

  @Test
  void otherPagesGetNoScripts() throws Exception {
    String query = "?EIO=3&transport=polling&j=0";
    String browser = "Mozilla/5.0 (X11; Linux x86_64)";

    assertEquals(403, get(query, "User-Agent", browser).statusCode());
    assertEquals(
        403, get(query, "User-Agent", browser, "Sec-Fetch-Site", "cross-site").statusCode());
    assertEquals(403, get(query, "Referer", "http://other.example/page").statusCode());
    assertEquals(
        200, get(query, "User-Agent", browser, "Sec-Fetch-Site", "same-origin").statusCode());
  }

  @Test
  void bytesThatAreNoPayloadEndTheSession() throws Exception {
    String session = connect("?EIO=3&transport=polling");
    post(session, BINARY, "\2\1\u00ff4");

    assertEquals("{\"code\":1,\"message\":\"Session ID unknown\"}", get(session).body());
  }

  /** The Java client 1.x sends it if it is given an empty query. */
  @Test
  void upgradeDoesNotMindAParameterWithoutAName() throws IOException {
    assertEquals(101, upgrade("?=&EIO=3&transport=websocket"));
  }

  /** Some containers refuse it before we see it. */
  @Test
  void upgradeWithABrokenEscapeIsNoErrorOfTheServer() throws IOException {
    assertTrue(Set.of(101, 400).contains(upgrade("?x=%zz&EIO=4&transport=websocket")));
  }

  private int upgrade(String query) throws IOException {
    try (RawHttp http = RawHttp.connect(endpoint)) {
      http.write(
          """
          GET %s%s HTTP/1.1
          Host: %s
          Connection: Upgrade
          Upgrade: websocket
          Sec-WebSocket-Version: 13
          Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

          """
              .replace("\n", "\r\n")
              .formatted(endpoint.getRawPath(), query, endpoint.getAuthority())
              .getBytes(ISO_8859_1));
      return http.response().status();
    }
  }
}
