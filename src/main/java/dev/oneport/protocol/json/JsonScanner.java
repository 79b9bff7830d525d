package dev.oneport.protocol.json;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.PacketFormatException.Reason;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Checks JSON text in one pass and remembers where things are: the elements of a top-level array,
 * and the placeholders of attachments at any depth. Builds no tree and slices nothing.
 *
 * <p>Strict RFC 8259, iterative, so that depth costs no stack. An instance serves one scan by one
 * thread; the static methods are safe for any thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
public final class JsonScanner {

  /** No limit on depth may be higher: what reads scanned text may use the stack. */
  public static final int MAX_DEPTH = 1000;

  private static final String PLACEHOLDER_KEY = "_placeholder";
  private static final String NUM_KEY = "num";

  /** Kinds of frames; an object becomes a placeholder by its key. */
  private static final int ARRAY = 0;

  private static final int OBJECT = 1;
  private static final int PLACEHOLDER = 2;

  private static final int FRAME = 3;
  private static final int KIND = 0;
  private static final int START = 1;
  private static final int NUM = 2;

  private final String text;
  private final int maxDepth;
  private final int attachments;

  /** Null unless the elements of a top-level array are wanted. */
  private final @Nullable Spans elements;

  private final Spans placeholders;

  private int position;
  private int[] frames = new int[8 * FRAME];
  private int depth;

  private JsonScanner(
      String text, int from, int maxDepth, int attachments, @Nullable Spans elements) {
    this.text = text;
    this.position = from;
    this.maxDepth = maxDepth;
    this.attachments = attachments;
    this.elements = elements;
    this.placeholders = attachments == 0 ? Spans.NONE : new Spans();
  }

  /**
   * Checks that a text is exactly one JSON value, apart from white space around it.
   *
   * @param from where to begin
   * @param maxDepth nesting of arrays and objects that is allowed
   * @return the index of the value's first character, which tells its kind
   * @throws PacketFormatException {@link Reason#INVALID_PAYLOAD} or {@link Reason#TOO_DEEP}
   */
  public static int scanValue(String text, int from, int maxDepth) throws PacketFormatException {
    JsonScanner scanner = new JsonScanner(text, from, maxDepth, 0, null);
    scanner.skipWhiteSpace();
    int start = scanner.position;
    scanner.scan();
    return start;
  }

  /**
   * Checks that a text is exactly one JSON value and finds its placeholders.
   *
   * @param attachments how many there are; every placeholder must point to one of them. With none
   *     of them nothing is a placeholder.
   * @throws PacketFormatException {@link Reason#INVALID_PAYLOAD}, {@link Reason#TOO_DEEP} or {@link
   *     Reason#ILLEGAL_ATTACHMENTS}
   */
  public static Spans scanPlaceholders(String text, int maxDepth, int attachments)
      throws PacketFormatException {
    JsonScanner scanner = new JsonScanner(text, 0, maxDepth, attachments, null);
    scanner.scan();
    return scanner.placeholders;
  }

  /**
   * Checks that a text is exactly one JSON array and finds its elements.
   *
   * @param from where to begin
   * @param maxDepth nesting that is allowed; the array itself is level 1
   * @param attachments how many there are; every placeholder, at any depth, must point to one of
   *     them. With none of them nothing is a placeholder.
   * @return the elements, {@link Spans#num} set for those that are a placeholder as a whole
   * @throws PacketFormatException {@link Reason#INVALID_PAYLOAD}, {@link Reason#TOO_DEEP} or {@link
   *     Reason#ILLEGAL_ATTACHMENTS}
   */
  public static Spans scanArray(String text, int from, int maxDepth, int attachments)
      throws PacketFormatException {
    Spans elements = new Spans();
    JsonScanner scanner = new JsonScanner(text, from, maxDepth, attachments, elements);
    scanner.skipWhiteSpace();
    if (scanner.peek() != '[') {
      throw scanner.invalid("not an array");
    }
    scanner.scan();
    return elements;
  }

  /** Scans one value and what follows it, which must be the end. */
  private void scan() throws PacketFormatException {
    boolean complete = scanValueOrOpen();
    while (depth > 0) {
      complete = complete ? closeOrNext() : scanValueOrOpen();
    }
    skipWhiteSpace();
    if (position < text.length()) {
      throw invalid("text after the value");
    }
  }

  /**
   * Scans a scalar or an empty container, or opens one with content.
   *
   * @return whether the value is complete; else the next value is the first inside of it
   */
  private boolean scanValueOrOpen() throws PacketFormatException {
    skipWhiteSpace();
    int start = position;
    switch (peek()) {
      case '[' -> {
        push(ARRAY);
        skipWhiteSpace();
        return peek() == ']' && pop();
      }
      case '{' -> {
        push(OBJECT);
        skipWhiteSpace();
        if (peek() == '}') {
          return pop();
        }
        key();
        return false;
      }
      case '"' -> string();
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> number();
    }
    if (depth == 1 && elements != null) {
      elements.add(start, position, Spans.NO_NUM);
    }
    return true;
  }

  /**
   * After a value inside of a container: a comma, or the container's end.
   *
   * @return whether a value (the container) is complete; else another one follows
   */
  private boolean closeOrNext() throws PacketFormatException {
    skipWhiteSpace();
    char c = peek();
    boolean array = frames[(depth - 1) * FRAME + KIND] == ARRAY;
    if (c == ',') {
      position++;
      if (!array) {
        skipWhiteSpace();
        key();
      }
      return false;
    }
    if (c != (array ? ']' : '}')) {
      throw invalid("neither a comma nor the end of what was opened");
    }
    return pop();
  }

  private void push(int kind) throws PacketFormatException {
    if (depth == maxDepth) {
      throw new PacketFormatException(Reason.TOO_DEEP, "nested deeper than " + maxDepth);
    }
    int frame = depth * FRAME;
    if (frame == frames.length) {
      frames = Arrays.copyOf(frames, 2 * frame);
    }
    frames[frame + KIND] = kind;
    frames[frame + START] = position;
    frames[frame + NUM] = Spans.NO_NUM;
    depth++;
    position++;
  }

  /** Closes a container; returns true, since that completes a value. */
  private boolean pop() throws PacketFormatException {
    position++;
    depth--;
    int frame = depth * FRAME;
    int start = frames[frame + START];
    int num = Spans.NO_NUM;
    if (frames[frame + KIND] == PLACEHOLDER) {
      num = frames[frame + NUM];
      if (num == Spans.NO_NUM || num >= attachments) {
        throw new PacketFormatException(
            Reason.ILLEGAL_ATTACHMENTS,
            "a placeholder that points to none of " + attachments + " attachments");
      }
      // The reference does not look inside of a placeholder either.
      placeholders.removeFrom(start);
      placeholders.add(start, position, num);
    }
    if (depth == 1 && elements != null) {
      elements.add(start, position, num);
    }
    return true;
  }

  /** Scans a key and its colon. */
  private void key() throws PacketFormatException {
    if (peek() != '"') {
      throw invalid("not a key");
    }
    int start = position;
    boolean escaped = string();
    int end = position;
    skipWhiteSpace();
    if (peek() != ':') {
      throw invalid("no colon after a key");
    }
    position++;
    if (attachments > 0) {
      noteMember(start, end, escaped);
    }
  }

  /** Where a member of a placeholder begins, remembers what makes it one; the last one wins. */
  private void noteMember(int start, int end, boolean escaped) throws PacketFormatException {
    int frame = (depth - 1) * FRAME;
    if (isKey(PLACEHOLDER_KEY, start, end, escaped)) {
      skipWhiteSpace();
      frames[frame + KIND] = text.startsWith("true", position) ? PLACEHOLDER : OBJECT;
    } else if (isKey(NUM_KEY, start, end, escaped)) {
      skipWhiteSpace();
      frames[frame + NUM] = index();
    }
  }

  private boolean isKey(String key, int start, int end, boolean escaped) {
    if (escaped) {
      return JsonStrings.unquote(text, start, end).equals(key);
    }
    return end - start == key.length() + 2 && text.startsWith(key, start + 1);
  }

  /** Looks ahead for a plain integer of few digits; anything else is no index. */
  private int index() {
    int value = 0;
    int i = position;
    while (i < text.length() && isDigit(text.charAt(i)) && i - position < 9) {
      value = value * 10 + (text.charAt(i) - '0');
      i++;
    }
    boolean plain = i > position && i < text.length() && ",} \t\r\n".indexOf(text.charAt(i)) >= 0;
    return plain ? value : Spans.NO_NUM;
  }

  /**
   * Scans a string, from quote to quote.
   *
   * @return whether it has escapes
   */
  private boolean string() throws PacketFormatException {
    boolean escaped = false;
    int i = position + 1;
    int length = text.length();
    while (i < length) {
      char c = text.charAt(i++);
      if (c == '"') {
        position = i;
        return escaped;
      }
      if (c < ' ') {
        position = i - 1;
        throw invalid("a control character in a string");
      }
      if (c == '\\') {
        escaped = true;
        i = escape(i);
      }
    }
    position = length;
    throw invalid("an open string");
  }

  /**
   * Scans an escape.
   *
   * @param i index after the backslash
   * @return index after the escape
   */
  private int escape(int i) throws PacketFormatException {
    position = i;
    return switch (peek()) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> i + 1;
      case 'u' -> {
        for (int digit = 1; digit <= 4; digit++) {
          if (i + digit >= text.length() || !isHexDigit(text.charAt(i + digit))) {
            throw invalid("a malformed escape");
          }
        }
        yield i + 5;
      }
      default -> throw invalid("an unknown escape");
    };
  }

  private void literal(String literal) throws PacketFormatException {
    if (!text.startsWith(literal, position)) {
      throw invalid("not a value");
    }
    position += literal.length();
  }

  private void number() throws PacketFormatException {
    if (peek() == '-') {
      position++;
    }
    if (peek() == '0') {
      position++;
    } else {
      digits();
    }
    if (peek() == '.') {
      position++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      position++;
      if (peek() == '+' || peek() == '-') {
        position++;
      }
      digits();
    }
  }

  private void digits() throws PacketFormatException {
    if (!isDigit(peek())) {
      throw invalid("not a value");
    }
    do {
      position++;
    } while (isDigit(peek()));
  }

  private void skipWhiteSpace() {
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
        return;
      }
      position++;
    }
  }

  /** The current character; NUL, which is valid nowhere outside of strings, at the end. */
  private char peek() {
    return position < text.length() ? text.charAt(position) : 0;
  }

  private PacketFormatException invalid(String what) {
    return new PacketFormatException(
        Reason.INVALID_PAYLOAD, "invalid JSON at index " + position + ": " + what);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHexDigit(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
