package dev.oneport.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A query string, or the body of a form, as the reference server reads it: UTF-8, the last of
 * several values. The servlet API's own reading is of no use here, since it also consumes the body
 * of a POST.
 *
 * <p>Stateless; safe for any thread.
 */
public final class QueryString {
  private QueryString() {}

  /**
   * Decodes a raw query.
   *
   * @param raw without the question mark; null for none
   */
  public static Map<String, String> parse(@Nullable String raw) {
    Map<String, String> values = new LinkedHashMap<>();
    forEach(raw, values::put);
    return Collections.unmodifiableMap(values);
  }

  /**
   * The same with all values of each name, in their order.
   *
   * @param raw without the question mark; null for none
   */
  public static Map<String, List<String>> parseAll(@Nullable String raw) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    forEach(raw, (name, value) -> values.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
    return Collections.unmodifiableMap(values);
  }

  private static void forEach(@Nullable String raw, BiConsumer<String, String> values) {
    if (raw == null || raw.isEmpty()) {
      return;
    }
    int from = 0;
    while (from <= raw.length()) {
      int end = raw.indexOf('&', from);
      end = end < 0 ? raw.length() : end;
      if (end > from) {
        int equals = raw.indexOf('=', from);
        boolean named = equals >= 0 && equals < end;
        String name = decode(raw, from, named ? equals : end);
        values.accept(name, named ? decode(raw, equals + 1, end) : "");
      }
      from = end + 1;
    }
  }

  /** Percent signs that begin no valid escape stand for themselves. */
  private static String decode(String raw, int from, int to) {
    byte[] bytes = new byte[(to - from) * 3];
    int length = 0;
    int i = from;
    while (i < to) {
      char c = raw.charAt(i);
      if (c == '%' && i + 2 < to && hex(raw, i) >= 0) {
        bytes[length++] = (byte) hex(raw, i);
        i += 3;
      } else {
        byte[] utf8 = (c == '+' ? " " : codePoint(raw, i)).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
        i += Character.charCount(raw.codePointAt(i));
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static String codePoint(String raw, int index) {
    return Character.toString(raw.codePointAt(index));
  }

  private static int hex(String raw, int percent) {
    int high = Character.digit(raw.charAt(percent + 1), 16);
    int low = Character.digit(raw.charAt(percent + 2), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
