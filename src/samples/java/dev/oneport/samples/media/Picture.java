package dev.oneport.samples.media;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A picture.
 *
 * @param type its media type, as its first bytes say
 */
@SuppressWarnings("ArrayRecordComponent") // It is read once, and never compared.
public record Picture(String type, byte[] bytes) {
  private static final int MAX_BYTES = 5 * 1024 * 1024;

  /**
   * Reads a file of a type that every browser shows. What it is its bytes say, whatever its name
   * does.
   *
   * @throws ClientErrorException if it is too large, or none of these
   */
  public static Picture read(InputStream file) throws IOException {
    byte[] bytes = file.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new ClientErrorException("a picture has at most 5 MB", Status.REQUEST_ENTITY_TOO_LARGE);
    }
    return of(bytes).orElseThrow(() -> new BadRequestException("a picture is a GIF, PNG or JPEG"));
  }

  /** To be shown, and never to be taken for anything else. */
  public Response response() {
    return Response.ok(bytes, type)
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "default-src 'none'")
        .build();
  }

  private static Optional<Picture> of(byte[] bytes) {
    if (begins(bytes, 'G', 'I', 'F', '8')) {
      return Optional.of(new Picture("image/gif", bytes));
    }
    if (begins(bytes, 0x89, 'P', 'N', 'G')) {
      return Optional.of(new Picture("image/png", bytes));
    }
    if (begins(bytes, 0xff, 0xd8, 0xff)) {
      return Optional.of(new Picture("image/jpeg", bytes));
    }
    return Optional.empty();
  }

  private static boolean begins(byte[] bytes, int... first) {
    if (bytes.length < first.length) {
      return false;
    }
    for (int i = 0; i < first.length; i++) {
      if ((bytes[i] & 0xff) != first[i]) {
        return false;
      }
    }
    return true;
  }
}
