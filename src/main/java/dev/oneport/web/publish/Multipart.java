package dev.oneport.web.publish;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oneport.web.Problem;
import dev.oneport.web.ProblemException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a {@code multipart/form-data} body that is in memory apart, without copying it. Our own,
 * since the servers' Jakarta REST implementations have no way in common, and servlets would need a
 * configuration of their own for it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>
 */
final class Multipart {
  /** More names than a request can use. */
  private static final int MAX_PARTS = 1_000;

  private static final int MAX_BOUNDARY = 70;
  private static final byte[] HEADERS_END = {'\r', '\n', '\r', '\n'};

  private static final Pattern NAME =
      Pattern.compile(
          "(?im)^content-disposition[ \\t]*:[ \\t]*form-data[ \\t]*;[ \\t]*name=(?:\"([^\"\\r\\n]*)\"|([^\";\\s]+))");

  private final byte[] body;
  private final byte[] delimiter;
  private int position;

  /**
   * A part of it.
   *
   * @param content read-only
   */
  record Part(String name, ByteBuffer content) {}

  private Multipart(byte[] body, byte[] delimiter) {
    this.body = body;
    this.delimiter = delimiter;
  }

  /**
   * The parts in their order.
   *
   * @param boundary of the Content-Type; null if it has none
   * @throws ProblemException if it is no such body
   */
  static List<Part> parse(byte[] body, @Nullable String boundary) {
    if (boundary == null || boundary.isEmpty() || boundary.length() > MAX_BOUNDARY + 2) {
      throw invalid("must come with a boundary of 1 to 70 characters in its Content-Type");
    }
    String unquoted = boundary.replace("\"", "");
    return new Multipart(body, ("\r\n--" + unquoted).getBytes(ISO_8859_1)).parse();
  }

  static ProblemException invalid(String must) {
    return new ProblemException(Problems.invalid(List.of(new Problem.Fault("#", must))));
  }

  private List<Part> parse() {
    List<Part> parts = new ArrayList<>();
    // The first delimiter may begin the body, without its line break.
    int first = startsWithoutLineBreak() ? -2 : indexOf(delimiter, 0);
    if (first == -1) {
      throw invalid("must have its parts between the boundaries that its Content-Type says");
    }
    position = first + delimiter.length;
    while (!isLast()) {
      if (parts.size() == MAX_PARTS) {
        throw invalid("must have at most " + MAX_PARTS + " parts");
      }
      parts.add(part());
    }
    return parts;
  }

  private boolean startsWithoutLineBreak() {
    return body.length >= delimiter.length - 2
        && Arrays.equals(body, 0, delimiter.length - 2, delimiter, 2, delimiter.length);
  }

  /** Whether the delimiter just read is the closing one; else goes on to its end of line. */
  private boolean isLast() {
    if (at(position) == '-' && at(position + 1) == '-') {
      return true;
    }
    while (at(position) == ' ' || at(position) == '\t') {
      position++;
    }
    if (at(position) != '\r' || at(position + 1) != '\n') {
      throw invalid("must end each boundary with a line break");
    }
    return false;
  }

  /** Begins at the line break before the headers. */
  private Part part() {
    int headersEnd = indexOf(HEADERS_END, position);
    int end = headersEnd < 0 ? -1 : indexOf(delimiter, headersEnd + 2);
    if (end < 0) {
      throw invalid("must end with its closing boundary");
    }
    Matcher matcher = NAME.matcher(new String(body, position, headersEnd - position, UTF_8));
    if (!matcher.find()) {
      throw invalid("must name each part: Content-Disposition: form-data; name=\"…\"");
    }
    String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    int start = headersEnd + HEADERS_END.length;
    position = end + delimiter.length;
    int length = Math.max(0, end - start);
    return new Part(name, ByteBuffer.wrap(body, start, length).slice().asReadOnlyBuffer());
  }

  /** -1 after the end. */
  private int at(int index) {
    return index < body.length ? body[index] : -1;
  }

  private int indexOf(byte[] wanted, int from) {
    for (int i = from; i <= body.length - wanted.length; i++) {
      if (Arrays.equals(body, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }
}
