package dev.oneport.web.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.testing.FakeHttp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientFilesTest {
  private final ClientFiles files = new ClientFiles();

  private boolean serve(@Nullable String path, FakeHttp http) throws IOException {
    return files.serve(path, http.request(), http.response());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socket.io.js",
        "socket.io.min.js",
        "socket.io.esm.min.js",
        "socket.io.msgpack.min.js"
      })
  void servesTheScriptsAndTheirMaps(String name) throws IOException {
    FakeHttp script = FakeHttp.request("GET");
    assertThat(serve("/" + name, script)).isTrue();
    assertThat(script.status()).isEqualTo(200);
    assertThat(script.body()).startsWith("/*!\n * Socket.IO v");
    assertThat(script.headers())
        .containsEntry("Content-Type", "application/javascript; charset=utf-8")
        .containsEntry("Cache-Control", "public, max-age=0")
        .containsEntry(
            "Content-Length",
            Integer.toString(script.body().getBytes(StandardCharsets.UTF_8).length));

    FakeHttp map = FakeHttp.request("GET");
    assertThat(serve("/" + name + ".map", map)).isTrue();
    assertThat(map.headers()).containsEntry("Content-Type", "application/json; charset=utf-8");
  }

  @Test
  void compressesForWhoAcceptsIt() throws IOException {
    FakeHttp plain = FakeHttp.request("GET");
    serve("/socket.io.js", plain);
    assertThat(plain.headers())
        .containsEntry("Vary", "Accept-Encoding")
        .doesNotContainKey("Content-Encoding");

    FakeHttp gzip = FakeHttp.request("GET", "Accept-Encoding", "br, gzip, deflate");
    serve("/socket.io.js", gzip);
    assertThat(gzip.headers())
        .containsEntry("Content-Encoding", "gzip")
        .containsEntry("Content-Length", Integer.toString(gzip.bytes().length));
    assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.bytes())))
        .hasBinaryContent(plain.bytes());

    FakeHttp deflate = FakeHttp.request("GET", "Accept-Encoding", "deflate");
    serve("/socket.io.js", deflate);
    assertThat(deflate.headers()).containsEntry("Content-Encoding", "deflate");
    assertThat(new InflaterInputStream(new ByteArrayInputStream(deflate.bytes())))
        .hasBinaryContent(plain.bytes());
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "/",
        "/socket.io",
        "/client.properties",
        "/x/socket.io.js",
        "/../socket.io.js",
        "/socket.io.js.map.map",
        "/.map"
      })
  void leavesEverythingElseToTheEngine(@Nullable String path) throws IOException {
    FakeHttp http = FakeHttp.request("GET");

    assertThat(serve(path, http)).isFalse();

    assertThat(http.headers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "W/%s"})
  void whoHasItAlreadyIsToldSo(String form) throws IOException {
    FakeHttp first = FakeHttp.request("GET");
    serve("/socket.io.js", first);
    String etag = Objects.requireNonNull(first.headers().get("ETag"));
    assertThat(etag).matches("\"4\\.\\d+\\.\\d+\"");

    FakeHttp again = FakeHttp.request("GET", "If-None-Match", form.formatted(etag));
    assertThat(serve("/socket.io.js", again)).isTrue();

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }
}
