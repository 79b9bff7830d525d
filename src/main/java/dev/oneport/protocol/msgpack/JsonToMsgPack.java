package dev.oneport.protocol.msgpack;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.json.JsonScanner;
import dev.oneport.protocol.json.JsonStrings;
import dev.oneport.protocol.json.Spans;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Turns one JSON value into MessagePack. MessagePack says beforehand how many elements something
 * has, so a first pass counts and a second one writes; neither recurses.
 *
 * <p>Reads only JSON that was checked, so it looks for no errors. Used once, by one thread.
 */
final class JsonToMsgPack {

  /** BigDecimal takes time that grows with the square of the digits. */
  private static final int MAX_EXACT_LENGTH = 40;

  private final String json;
  private final List<ByteBuffer> attachments;
  private final List<Integer> dates;
  private final int datesOffset;
  private final Spans placeholders;
  private final MsgPackWriter out;

  /**
   * For one value.
   *
   * @param json its text
   * @param attachments what its placeholders point to
   * @param dates where strings begin that are points in time, in ascending order
   * @param datesOffset added to each of them
   */
  JsonToMsgPack(
      String json,
      List<ByteBuffer> attachments,
      List<Integer> dates,
      int datesOffset,
      MsgPackWriter out) {
    this.json = json;
    this.attachments = attachments;
    this.dates = dates;
    this.datesOffset = datesOffset;
    this.out = out;
    this.placeholders = placeholders(json, attachments.size());
  }

  private static Spans placeholders(String json, int attachments) {
    if (attachments == 0) {
      return Spans.NONE;
    }
    try {
      return JsonScanner.scanPlaceholders(json, JsonScanner.MAX_DEPTH, attachments);
    } catch (PacketFormatException e) {
      throw new IllegalStateException("not the JSON that it must be", e);
    }
  }

  void write() {
    int[] sizes = sizes();
    int container = 0;
    int placeholder = 0;
    int date = 0;
    int i = 0;
    while (i < json.length()) {
      switch (json.charAt(i)) {
        case '{' -> {
          if (placeholder < placeholders.size() && placeholders.start(placeholder) == i) {
            out.binary(attachments.get(placeholders.num(placeholder)));
            i = placeholders.end(placeholder);
            placeholder++;
          } else {
            out.map(sizes[container++]);
            i++;
          }
        }
        case '[' -> {
          out.array(sizes[container++]);
          i++;
        }
        case '"' -> {
          int end = endOfString(i);
          String text = JsonStrings.unquote(json, i, end);
          if (date < dates.size() && dates.get(date) + datesOffset == i) {
            out.date(Instant.parse(text).toEpochMilli());
            date++;
          } else {
            out.string(text);
          }
          i = end;
        }
        case 't' -> {
          out.bool(true);
          i += "true".length();
        }
        case 'f' -> {
          out.bool(false);
          i += "false".length();
        }
        case 'n' -> {
          out.nil();
          i += "null".length();
        }
        case ',', ':', ']', '}', ' ', '\t', '\n', '\r' -> i++;
        default -> {
          int end = endOfNumber(i);
          number(json.substring(i, end));
          i = end;
        }
      }
    }
  }

  /** How many elements or pairs each container has, in the order in which they open. */
  private int[] sizes() {
    int[] sizes = new int[8];
    int[] open = new int[8];
    int containers = 0;
    int depth = 0;
    int placeholder = 0;
    boolean empty = false;
    int i = 0;
    while (i < json.length()) {
      char c = json.charAt(i);
      if (placeholder < placeholders.size() && placeholders.start(placeholder) == i) {
        i = placeholders.end(placeholder++);
        empty = false;
        continue;
      }
      switch (c) {
        case '{', '[' -> {
          sizes = containers == sizes.length ? Arrays.copyOf(sizes, 2 * containers) : sizes;
          open = depth == open.length ? Arrays.copyOf(open, 2 * depth) : open;
          open[depth++] = containers++;
          empty = true;
        }
        case '}', ']' -> {
          sizes[open[--depth]] += empty ? 0 : 1;
          empty = false;
        }
        case ',' -> sizes[open[depth - 1]]++;
        case '"' -> {
          i = endOfString(i) - 1;
          empty = false;
        }
        case ' ', '\t', '\n', '\r' -> {
          // Between two values.
        }
        default -> empty = false;
      }
      i++;
    }
    return sizes;
  }

  private int endOfString(int start) {
    int i = start + 1;
    while (json.charAt(i) != '"') {
      i += json.charAt(i) == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  private int endOfNumber(int start) {
    int i = start;
    while (i < json.length() && "+-.0123456789eE".indexOf(json.charAt(i)) >= 0) {
      i++;
    }
    return i;
  }

  /** Whole numbers are integers, however they are written: JavaScript knows no difference. */
  private void number(String text) {
    if (text.length() <= MAX_EXACT_LENGTH) {
      BigDecimal decimal = new BigDecimal(text).stripTrailingZeros();
      boolean whole = decimal.scale() <= 0 && decimal.precision() - decimal.scale() <= 20;
      if (whole) {
        out.integer(decimal.toBigIntegerExact());
        return;
      }
    }
    out.floatingPoint(Double.parseDouble(text));
  }
}
