package dev.oneport.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.oneport.concurrent.Clock;
import dev.oneport.testing.FakeClock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys from a provider that is not to be trusted with the server's memory or patience. */
class HttpKeyFetcherTest {
  private final HttpKeyFetcher fetcher = new HttpKeyFetcher(new FakeClock());
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private URI serve(String path, int status, byte[] body) {
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Location", url("/keys").toString());
          exchange.sendResponseHeaders(status, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    return url(path);
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  @Test
  void bodyIsReturned() throws IOException {
    assertThat(fetcher.fetch(serve("/keys", 200, "{\"keys\":[]}".getBytes(UTF_8))))
        .isEqualTo("{\"keys\":[]}");
  }

  @Test
  void setIsReadUpToItsLargestSizeAndNoFurther() throws IOException {
    byte[] largest = new byte[HttpKeyFetcher.MAX_BYTES];
    byte[] larger = new byte[HttpKeyFetcher.MAX_BYTES + 1];

    assertThat(fetcher.fetch(serve("/largest", 200, largest))).hasSize(262_144);
    URI url = serve("/larger", 200, larger);
    assertThatThrownBy(() -> fetcher.fetch(url))
        .isInstanceOf(IOException.class)
        .hasMessage("more than 262144 bytes");
  }

  @Test
  void redirectIsNotFollowed() {
    serve("/keys", 200, "{}".getBytes(UTF_8));
    URI url = serve("/moved", 302, new byte[] {1});

    assertThatThrownBy(() -> fetcher.fetch(url))
        .isInstanceOf(IOException.class)
        .hasMessage("answered 302");
  }

  @Test
  void errorIsNoSet() {
    URI url = serve("/broken", 500, new byte[] {1});

    assertThatThrownBy(() -> fetcher.fetch(url))
        .isInstanceOf(IOException.class)
        .hasMessage("answered 500");
  }

  @Test
  void providerThatDripsIsGivenUp() {
    URI url = serve("/drip", 200, new byte[] {'{', '}'});
    // Each look at it is 3.001 s after the one before.
    Clock late =
        new Clock() {
          private long nanos;

          @Override
          public long nanoTime() {
            nanos += 3_001_000_000L;
            return nanos;
          }

          @Override
          public Instant now() {
            throw new AssertionError();
          }
        };

    assertThatThrownBy(() -> new HttpKeyFetcher(late).fetch(url))
        .isInstanceOf(IOException.class)
        .hasMessage("took longer than 3000 ms");
  }

  @Test
  void providerThatIsNotThereIsToldSoAtOnce() {
    URI url = url("/keys");
    server.stop(0);

    assertThatThrownBy(() -> fetcher.fetch(url)).isInstanceOf(IOException.class);
  }

  @Test
  void onlyHttpIsFetched() {
    assertThatThrownBy(() -> fetcher.fetch(URI.create("file:///etc/hostname")))
        .isInstanceOf(IOException.class)
        .hasMessage("no HTTP URL");
  }
}
