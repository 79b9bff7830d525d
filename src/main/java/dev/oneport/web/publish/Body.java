package dev.oneport.web.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oneport.web.Problem;
import dev.oneport.web.ProblemException;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request.
 *
 * @param json what is asked for
 * @param parts binary ones, by name; of a multipart body only
 */
record Body(String json, Map<String, ByteBuffer> parts) {
  /** The name of the part that is the JSON. */
  static final String JSON_PART = "json";

  private static final String BOUNDARY = "boundary";

  /**
   * Reads a body.
   *
   * @param type JSON, or multipart with a boundary
   * @param maxBytes at most so many are read, and one more
   * @throws ProblemException if there are more, or they are not what the type says
   */
  static Body read(@Nullable MediaType type, InputStream body, int maxBytes) throws IOException {
    byte[] bytes = body.readNBytes(maxBytes);
    if (bytes.length == maxBytes && body.read() >= 0) {
      throw new ProblemException(Problems.tooLarge(maxBytes));
    }
    if (type == null || !type.getType().equalsIgnoreCase("multipart")) {
      return new Body(text(ByteBuffer.wrap(bytes)), Map.of());
    }
    return ofParts(Multipart.parse(bytes, type.getParameters().get(BOUNDARY)));
  }

  private static Body ofParts(List<Multipart.Part> list) {
    String json = null;
    Map<String, ByteBuffer> parts = new LinkedHashMap<>();
    for (Multipart.Part part : list) {
      if (part.name().equals(JSON_PART) && json == null) {
        json = text(part.content());
      } else if (part.name().equals(JSON_PART)
          || parts.putIfAbsent(part.name(), part.content()) != null) {
        throw Multipart.invalid("must not have two parts of one name");
      }
    }
    if (json == null) {
      throw Multipart.invalid("must have a part named " + JSON_PART);
    }
    return new Body(json, parts);
  }

  private static String text(ByteBuffer bytes) {
    try {
      return UTF_8.newDecoder().decode(bytes.duplicate()).toString();
    } catch (CharacterCodingException e) {
      throw new ProblemException(
          Problems.invalid(List.of(new Problem.Fault("#", "must be JSON in UTF-8"))));
    }
  }

  /** The same for the same content, whatever the boundary between its parts. */
  byte[] fingerprint() {
    return fingerprint(json);
  }

  /** The same for the same text and the same parts. */
  byte[] fingerprint(String text) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    update(digest, ByteBuffer.wrap(text.getBytes(UTF_8)));
    parts.forEach(
        (name, content) -> {
          update(digest, ByteBuffer.wrap(name.getBytes(UTF_8)));
          update(digest, content.duplicate());
        });
    return digest.digest();
  }

  /** With its length, so that no two sequences look the same. */
  private static void update(MessageDigest digest, ByteBuffer bytes) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.remaining()).flip());
    digest.update(bytes);
  }
}
