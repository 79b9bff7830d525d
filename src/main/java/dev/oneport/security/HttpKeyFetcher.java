package dev.oneport.security;

import dev.oneport.concurrent.Clock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Fetches keys over HTTP, from that URL and no other: redirects are not followed. Bounded in time
 * and size. Of the two clients of the JDK it is the one that leaves no thread behind on JDK 17.
 */
public final class HttpKeyFetcher implements KeyFetcher {
  static final int MAX_BYTES = 256 << 10;
  private static final int TIMEOUT_MILLIS = 3_000;
  private static final int BUFFER_BYTES = 8 << 10;

  private final Clock clock;

  /** With the clock that tells when it has taken too long. */
  public HttpKeyFetcher(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String fetch(URI url) throws IOException {
    URLConnection opened = url.toURL().openConnection();
    if (!(opened instanceof HttpURLConnection connection)) {
      throw new IOException("no HTTP URL");
    }
    try {
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      connection.setUseCaches(false);
      connection.setRequestProperty("Accept", "application/json, application/jwk-set+json");
      connection.setRequestProperty("Connection", "close");
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        throw new IOException("answered " + connection.getResponseCode());
      }
      return read(connection);
    } finally {
      connection.disconnect();
    }
  }

  private String read(HttpURLConnection connection) throws IOException {
    long deadline = clock.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (InputStream in = connection.getInputStream()) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        body.write(buffer, 0, read);
        if (body.size() > MAX_BYTES) {
          throw new IOException("more than " + MAX_BYTES + " bytes");
        }
        if (clock.nanoTime() - deadline > 0) {
          throw new IOException("took longer than " + TIMEOUT_MILLIS + " ms");
        }
      }
    }
    return body.toString(StandardCharsets.UTF_8);
  }
}
