package dev.oneport.protocol.json;

/**
 * JSON strings: quoting and unquoting. Stateless; safe for any thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259#section-7">RFC 8259, section 7</a>
 */
public final class JsonStrings {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private JsonStrings() {}

  /**
   * Appends a text as a JSON string: escaped as JavaScript's {@code JSON.stringify} does, unpaired
   * surrogates included, so that the result is always well-formed Unicode without control
   * characters.
   */
  public static void appendQuoted(StringBuilder out, CharSequence text) {
    out.append('"');
    int copied = 0;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
        continue;
      }
      if (isPair(text, i)) {
        i++;
        continue;
      }
      out.append(text, copied, i);
      appendEscaped(out, c);
      copied = i + 1;
    }
    out.append(text, copied, length).append('"');
  }

  /** Appends JSON text as it is, apart from unpaired surrogates, which are escaped. */
  static void appendWellFormed(StringBuilder out, String json) {
    int copied = 0;
    for (int i = 0; i < json.length(); i++) {
      if (!Character.isSurrogate(json.charAt(i))) {
        continue;
      }
      if (isPair(json, i)) {
        i++;
        continue;
      }
      out.append(json, copied, i);
      appendUnicodeEscape(out, json.charAt(i));
      copied = i + 1;
    }
    out.append(json, copied, json.length());
  }

  /**
   * JSON text with its unpaired surrogates escaped: nothing else in it is not well-formed Unicode.
   *
   * @param json valid JSON, which can hold surrogates only in strings
   * @return the same instance if there are none
   */
  public static String wellFormed(String json) {
    for (int i = 0; i < json.length(); i++) {
      if (Character.isSurrogate(json.charAt(i))) {
        if (!isPair(json, i)) {
          StringBuilder out = new StringBuilder(json.length() + 16);
          appendWellFormed(out, json);
          return out.toString();
        }
        i++;
      }
    }
    return json;
  }

  /**
   * The text of a JSON string.
   *
   * @param json where the string is; it was checked by {@link JsonScanner}
   * @param from index of its opening quote
   * @param to index after its closing quote
   */
  public static String unquote(String json, int from, int to) {
    int start = from + 1;
    int end = to - 1;
    int i = json.indexOf('\\', start);
    if (i < 0 || i >= end) {
      return json.substring(start, end);
    }
    StringBuilder out = new StringBuilder(end - start);
    out.append(json, start, i);
    while (i < end) {
      char c = json.charAt(i++);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char escape = json.charAt(i++);
      if (escape == 'u') {
        out.append((char) Integer.parseInt(json, i, i + 4, 16));
        i += 4;
      } else {
        out.append(unescape(escape));
      }
    }
    return out.toString();
  }

  private static char unescape(char escape) {
    return switch (escape) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escape;
    };
  }

  private static boolean isPair(CharSequence text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }

  private static void appendEscaped(StringBuilder out, char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> appendUnicodeEscape(out, c);
    }
  }

  private static void appendUnicodeEscape(StringBuilder out, char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX[(c >> shift) & 0xF]);
    }
  }
}
