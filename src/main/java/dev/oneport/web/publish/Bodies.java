package dev.oneport.web.publish;

import dev.oneport.web.Problem;
import dev.oneport.web.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads request bodies. */
final class Bodies {
  private Bodies() {}

  /**
   * A body as text.
   *
   * @param maxBytes at most so many are read, and one more
   * @throws ProblemException if there are more, or they are no UTF-8
   */
  static String read(InputStream body, int maxBytes) throws IOException {
    byte[] bytes = body.readNBytes(maxBytes);
    if (bytes.length == maxBytes && body.read() >= 0) {
      throw new ProblemException(Problems.tooLarge(maxBytes));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ProblemException(
          Problems.invalid(List.of(new Problem.Fault("#", "must be JSON in UTF-8"))));
    }
  }
}
