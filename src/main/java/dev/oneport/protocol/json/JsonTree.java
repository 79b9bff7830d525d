package dev.oneport.protocol.json;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as plain Java values, as JSON-B does where the type is just {@code Object}: Map (in
 * order), List, String, BigDecimal, Boolean, null; and a read-only ByteBuffer for a placeholder.
 *
 * <p>Reads only text that {@link JsonScanner} has checked, so it looks for no errors and its
 * recursion is bounded. Used once, by one thread.
 */
final class JsonTree {

  /** {@link BigDecimal} takes time that grows with the square of the digits. */
  static final int MAX_NUMBER_LENGTH = 1000;

  private final String json;
  private final List<ByteBuffer> attachments;
  private int position;

  private JsonTree(String json, List<ByteBuffer> attachments) {
    this.json = json;
    this.attachments = attachments;
  }

  /**
   * Reads one value.
   *
   * @param attachments what placeholders point to; with none of them nothing is a placeholder
   * @throws ArithmeticException if a number is longer than {@link #MAX_NUMBER_LENGTH}
   */
  static @Nullable Object read(String json, List<ByteBuffer> attachments) {
    return new JsonTree(json, attachments).value();
  }

  private @Nullable Object value() {
    return switch (next()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> constant(true, 4);
      case 'f' -> constant(false, 5);
      case 'n' -> constant(null, 4);
      default -> number();
    };
  }

  private @Nullable Object constant(@Nullable Object value, int length) {
    position += length;
    return value;
  }

  private Object object() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    position++;
    while (next() != '}') {
      if (next() == ',') {
        position++;
        next();
      }
      String key = string();
      next();
      position++;
      object.put(key, value());
    }
    position++;
    if (!attachments.isEmpty()
        && Boolean.TRUE.equals(object.get("_placeholder"))
        && object.get("num") instanceof BigDecimal num) {
      return attachments.get(num.intValueExact()).duplicate();
    }
    return object;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> array = new ArrayList<>();
    position++;
    while (next() != ']') {
      if (next() == ',') {
        position++;
      }
      array.add(value());
    }
    position++;
    return array;
  }

  private String string() {
    int start = position;
    int i = start + 1;
    while (json.charAt(i) != '"') {
      i += json.charAt(i) == '\\' ? 2 : 1;
    }
    position = i + 1;
    return JsonStrings.unquote(json, start, position);
  }

  private BigDecimal number() {
    int start = position;
    while (position < json.length() && "+-.0123456789eE".indexOf(json.charAt(position)) >= 0) {
      position++;
    }
    if (position - start > MAX_NUMBER_LENGTH) {
      throw new ArithmeticException("a number of more than " + MAX_NUMBER_LENGTH + " characters");
    }
    return new BigDecimal(json.substring(start, position));
  }

  /** Skips white space and looks at what comes then. */
  private char next() {
    while (json.charAt(position) <= ' ') {
      position++;
    }
    return json.charAt(position);
  }
}
