package dev.oneport.web.publish;

import dev.oneport.JsonText;
import dev.oneport.protocol.json.JsonStrings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes bytes of the objects in JSON that stand for them: {@code {"base64":"…"}}, and in multipart
 * requests {@code {"part":"name"}} for a part of that name. Confined to one thread.
 */
final class BinaryObjects {
  /** What is wrong with a value that could be taken for what the bytes of another stand for. */
  static final String NO_PLACEHOLDER_BESIDE_BINARY = "must not hold \"_placeholder\" beside binary";

  private static final String BASE64 = "base64";
  private static final String PART = "part";

  private final Map<String, ByteBuffer> parts;
  private final Set<String> used = new HashSet<>();

  /** What is wrong with a value, for people. */
  static final class WrongException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongException(String must) {
      super(must, null, false, false);
    }
  }

  BinaryObjects(Map<String, ByteBuffer> parts) {
    this.parts = parts;
  }

  /** Parts that no value has asked for. */
  Set<String> unused() {
    Set<String> unused = new HashSet<>(parts.keySet());
    unused.removeAll(used);
    return unused;
  }

  /**
   * A value with its bytes.
   *
   * @param json one JSON value, checked
   * @param maxAttachments binary parts that it may have
   */
  JsonText read(String json, int maxAttachments) throws WrongException {
    if (parts.isEmpty() && !json.contains(BASE64)) {
      return JsonText.of(json);
    }
    Reader reader = new Reader(json, maxAttachments);
    String text = reader.replaceAll();
    try {
      return JsonText.of(text, reader.attachments);
    } catch (IllegalArgumentException e) {
      throw new WrongException(NO_PLACEHOLDER_BESIDE_BINARY);
    }
  }

  /** Goes over the strings of one value. */
  private final class Reader {
    private final String json;
    private final int maxAttachments;
    private final StringBuilder out = new StringBuilder();
    private final List<ByteBuffer> attachments = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private int copied;

    Reader(String json, int maxAttachments) {
      this.json = json;
      this.maxAttachments = maxAttachments;
    }

    String replaceAll() throws WrongException {
      int brace = -1;
      int i = 0;
      while (i < json.length()) {
        char c = json.charAt(i);
        if (c == '"') {
          int end = stringEnd(i);
          int after = brace < 0 ? -1 : replace(brace, i, end);
          i = after < 0 ? end : after;
          brace = -1;
        } else {
          if (c == '{') {
            brace = i;
          } else if (!isSpace(c)) {
            brace = -1;
          }
          i++;
        }
      }
      return out.append(json, copied, json.length()).toString();
    }

    /**
     * Replaces an object if it stands for bytes.
     *
     * @param brace where it begins
     * @param start of its first name
     * @return the index after it; -1 if it stands for itself
     */
    private int replace(int brace, int start, int end) throws WrongException {
      String name = json.substring(start + 1, end - 1);
      if (!name.equals(BASE64) && !name.equals(PART)) {
        return -1;
      }
      int value = skipSpace(skipSpace(end) + 1);
      if (json.charAt(value) != '"') {
        return -1;
      }
      int valueEnd = stringEnd(value);
      int close = skipSpace(valueEnd);
      if (json.charAt(close) != '}') {
        return -1;
      }
      String text = JsonStrings.unquote(json, value, valueEnd);
      Integer number = name.equals(PART) ? ofPart(text) : (Integer) add(decode(text));
      if (number == null) {
        return -1;
      }
      out.append(json, copied, brace);
      out.append("{\"_placeholder\":true,\"num\":").append(number.intValue()).append('}');
      copied = close + 1;
      return copied;
    }

    /** Null if there is no such part. */
    private @Nullable Integer ofPart(String name) throws WrongException {
      ByteBuffer part = parts.get(name);
      Integer known = numbers.get(name);
      if (part != null && known == null) {
        used.add(name);
        known = add(part);
        numbers.put(name, known);
      }
      return known;
    }

    private int add(ByteBuffer bytes) throws WrongException {
      if (attachments.size() == maxAttachments) {
        throw new WrongException("must not have more than " + maxAttachments + " binary parts");
      }
      attachments.add(bytes);
      return attachments.size() - 1;
    }

    private ByteBuffer decode(String text) throws WrongException {
      try {
        String basic = text.replace('-', '+').replace('_', '/');
        return ByteBuffer.wrap(Base64.getDecoder().decode(basic));
      } catch (IllegalArgumentException e) {
        throw new WrongException("must hold base64 in {\"base64\":\"…\"}");
      }
    }

    private int stringEnd(int quote) {
      int i = quote + 1;
      while (json.charAt(i) != '"') {
        i += json.charAt(i) == '\\' ? 2 : 1;
      }
      return i + 1;
    }

    private int skipSpace(int from) {
      int i = from;
      while (isSpace(json.charAt(i))) {
        i++;
      }
      return i;
    }

    private static boolean isSpace(char c) {
      return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
  }
}
