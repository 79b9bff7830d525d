package dev.oneport.web.publish;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether headers and paths are what Jakarta REST can read, which it does before anything of ours
 * is asked. Linear in their length. Stateless.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1">RFC 9110, 8.3.1</a>
 */
final class HeaderSyntax {
  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{2}");
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]++");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"\\\\]*+\"");
  private static final Pattern LANGUAGE =
      Pattern.compile("\\*|[0-9A-Za-z]{1,8}+(?:-[0-9A-Za-z]{1,8}+){0,9}+");

  /** Some clients leave out the 0. */
  private static final Pattern WEIGHT = Pattern.compile("[0-9](?:\\.[0-9]{0,9})?|\\.[0-9]{1,9}");

  private HeaderSyntax() {}

  /** Whether a path is UTF-8 once its percent-encoding is undone. */
  static boolean isPath(String path) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c != '%') {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      if (i + 2 >= path.length() || !HEX.matcher(path.substring(i + 1, i + 3)).matches()) {
        return false;
      }
      bytes.write(Integer.parseInt(path.substring(i + 1, i + 3), 16));
      i += 2;
    }
    try {
      var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** One media type, as in {@code Content-Type}. */
  static boolean isMediaType(String text) {
    List<String> parts = split(text, ';');
    String[] names = parts.get(0).split("/", -1);
    return names.length == 2
        && is(TOKEN, names[0])
        && is(TOKEN, names[1])
        && areParameters(parts.subList(1, parts.size()));
  }

  /** Any number of ranges of media types, as in {@code Accept}; some clients send {@code *}. */
  static boolean isAccept(String text) {
    return split(text, ',').stream()
        .allMatch(
            each ->
                each.isEmpty()
                    || isMediaType(each.startsWith("*;") || each.equals("*") ? "*/" + each : each));
  }

  /** Any number of language ranges, as in {@code Accept-Language}. */
  static boolean areLanguages(String text) {
    return split(text, ',').stream().allMatch(each -> each.isEmpty() || isLanguage(each));
  }

  private static boolean isLanguage(String text) {
    List<String> parts = split(text, ';');
    return is(LANGUAGE, parts.get(0)) && areParameters(parts.subList(1, parts.size()));
  }

  private static boolean areParameters(List<String> parts) {
    return parts.stream().allMatch(each -> each.isEmpty() || isParameter(each));
  }

  private static boolean isParameter(String text) {
    int equals = text.indexOf('=');
    if (equals < 0 || !is(TOKEN, text.substring(0, equals))) {
      return false;
    }
    String value = text.substring(equals + 1);
    return text.regionMatches(true, 0, "q=", 0, 2)
        ? is(WEIGHT, value)
        : is(TOKEN, value) || is(QUOTED, value);
  }

  private static boolean is(Pattern what, String text) {
    return what.matcher(text).matches();
  }

  /** The parts between separators that are not in a quoted string, without space around them. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      if (c == separator && !quoted) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(text.substring(start).strip());
    return parts;
  }
}
