package dev.oneport.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A way to compress an answer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1">RFC 9110, Content Codings</a>
 */
public enum ContentCoding {
  /** RFC 1952. */
  GZIP("gzip") {
    @Override
    OutputStream over(OutputStream out) throws IOException {
      return new GZIPOutputStream(out);
    }
  },
  /** RFC 1950, the zlib format. */
  DEFLATE("deflate") {
    @Override
    OutputStream over(OutputStream out) {
      return new DeflaterOutputStream(out);
    }
  };

  private static final List<String> NAMES =
      Arrays.stream(values()).map(ContentCoding::text).toList();

  private final String text;

  ContentCoding(String text) {
    this.text = text;
  }

  /**
   * The one that a client prefers.
   *
   * @param acceptEncoding the header; null if there was none
   * @return null if it accepts none
   */
  public static @Nullable ContentCoding preferred(@Nullable String acceptEncoding) {
    String preferred = AcceptEncoding.preferred(acceptEncoding, NAMES);
    return preferred == null ? null : values()[NAMES.indexOf(preferred)];
  }

  /** Its name in {@code Content-Encoding}. */
  public String text() {
    return text;
  }

  /** Compresses. */
  public byte[] compress(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 2 + 32);
    try (OutputStream out = over(compressed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("in memory", e);
    }
    return compressed.toByteArray();
  }

  abstract OutputStream over(OutputStream out) throws IOException;
}
