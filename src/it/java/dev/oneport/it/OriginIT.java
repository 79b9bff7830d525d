package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.RawHttp;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Whose pages may connect, on every transport; and what CORS tells them. */
@OnEachServer
@DisabledIfSystemProperty(
    named = "servers",
    matches = "external",
    disabledReason = "the reference server lets every origin in")
class OriginIT {

  private static final String FOREIGN = "https://evil.example";

  private final ServerUnderTest server;

  OriginIT(ServerUnderTest server) {
    this.server = server;
  }

  private RawHttp.Response poll(String application, String origin) throws IOException {
    URI uri = server.base(application).resolve("socket.io/?EIO=4&transport=polling");
    return RawHttp.exchange("GET", uri, Map.of("Origin", origin), null);
  }

  private RawHttp.Response webSocket(String application, String origin) throws IOException {
    URI uri = server.base(application).resolve("socket.io/?EIO=4&transport=websocket");
    return RawHttp.upgrade(uri, Map.of("Origin", origin));
  }

  private RawHttp.Response plain(String application, String origin) throws IOException {
    return RawHttp.upgrade(server.base(application).resolve("ws"), Map.of("Origin", origin));
  }

  private String sameOrigin() {
    return "http://" + server.base(Applications.ONEPORT).getAuthority();
  }

  @Nested
  class WithoutCors {
    @Test
    void pagesOfTheSameOriginConnect() throws IOException {
      assertEquals(200, poll(Applications.ONEPORT, sameOrigin()).status());
      assertEquals(101, webSocket(Applications.ONEPORT, sameOrigin()).status());
      assertEquals(101, plain(Applications.ONEPORT, sameOrigin()).status());
    }

    @Test
    void pagesOfAnotherOriginDoNot() throws IOException {
      RawHttp.Response polling = poll(Applications.ONEPORT, FOREIGN);
      assertEquals(403, polling.status());
      assertEquals("{\"code\":4,\"message\":\"Forbidden\"}", polling.body());
      assertNull(polling.header("Access-Control-Allow-Origin"));

      RawHttp.Response webSocket = webSocket(Applications.ONEPORT, FOREIGN);
      assertEquals(400, webSocket.status());
      assertEquals("Forbidden", webSocket.body());

      assertEquals(403, plain(Applications.ONEPORT, FOREIGN).status());
    }

    @Test
    void noPageOfAnotherPortOrOfNoOrigin() throws IOException {
      String host = server.base(Applications.ONEPORT).getHost();
      for (String origin : new String[] {"http://" + host + ":1", "null"}) {
        assertEquals(403, poll(Applications.ONEPORT, origin).status(), origin);
        assertEquals(400, webSocket(Applications.ONEPORT, origin).status(), origin);
        assertEquals(403, plain(Applications.ONEPORT, origin).status(), origin);
      }
    }
  }

  @Nested
  class WithCors {
    private static final String ALLOWED = Applications.ALLOWED_ORIGIN;

    @Test
    void pagesOfAnAllowedOriginConnectAndRead() throws IOException {
      RawHttp.Response polling = poll(Applications.APP, ALLOWED);
      assertEquals(200, polling.status());
      assertEquals(ALLOWED, polling.header("Access-Control-Allow-Origin"));
      assertTrue(headerHas(polling, "Vary", "origin"));
      assertNull(polling.header("Access-Control-Allow-Methods"));
      assertEquals(101, webSocket(Applications.APP, ALLOWED).status());
      assertEquals(101, plain(Applications.APP, ALLOWED).status());
    }

    @Test
    void theyReadErrorsAsWell() throws IOException {
      URI uri = server.base(Applications.APP).resolve("socket.io/?EIO=4&transport=polling&sid=x");
      RawHttp.Response response = RawHttp.exchange("GET", uri, Map.of("Origin", ALLOWED), null);
      assertEquals(400, response.status());
      assertEquals(ALLOWED, response.header("Access-Control-Allow-Origin"));
    }

    @Test
    void othersStayOutside() throws IOException {
      RawHttp.Response polling = poll(Applications.APP, FOREIGN);
      assertEquals(403, polling.status());
      assertNull(polling.header("Access-Control-Allow-Origin"));
      assertEquals(400, webSocket(Applications.APP, FOREIGN).status());
    }

    @Test
    void preflightIsAnswered() throws IOException {
      URI uri = server.base(Applications.APP).resolve("socket.io/?EIO=4&transport=polling");
      RawHttp.Response response =
          RawHttp.exchange(
              "OPTIONS",
              uri,
              Map.of(
                  "Origin", ALLOWED,
                  "Access-Control-Request-Method", "POST",
                  "Access-Control-Request-Headers", "x-one,x-two"),
              null);
      assertEquals(204, response.status());
      assertEquals(ALLOWED, response.header("Access-Control-Allow-Origin"));
      assertEquals(
          "GET,HEAD,PUT,PATCH,POST,DELETE", response.header("Access-Control-Allow-Methods"));
      assertEquals("x-one,x-two", response.header("Access-Control-Allow-Headers"));
      assertTrue(headerHas(response, "Vary", "access-control-request-headers"));
    }

    @Test
    void anyOriginWhereTheApplicationSaysSo() throws IOException {
      RawHttp.Response response = poll(Applications.CONFORMANCE, FOREIGN);
      assertEquals(200, response.status());
      assertEquals("*", response.header("Access-Control-Allow-Origin"));
    }

    private static boolean headerHas(RawHttp.Response response, String name, String word) {
      String all = String.valueOf(response.header(name)).toLowerCase(Locale.ROOT);
      return Stream.of(all.split(",", -1)).map(String::strip).anyMatch(word::equals);
    }
  }
}
