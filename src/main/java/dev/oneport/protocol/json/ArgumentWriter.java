package dev.oneport.protocol.json;

import dev.oneport.Handshake;
import dev.oneport.JsonText;
import dev.oneport.protocol.PacketFormatException;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes the arguments of one emit as {@code JSON.stringify} would: null for what has no number,
 * dates in UTC with milliseconds, properties in order. Binary parts become placeholders.
 *
 * <p>Confined to the thread that encodes; used once.
 */
final class ArgumentWriter {

  /** Deeper is a cycle, or nothing that a peer would accept. */
  private static final int MAX_DEPTH = 500;

  /** What this class leaves to JSON-B. */
  interface Fallback {
    /** The JSON text of a value; its binary parts go to the collector. */
    String toJson(Object value, AttachmentCollector attachments);

    /** How to write objects of this class; null if JSON-B has to. */
    @Nullable BeanShape shapeOf(Class<?> type);
  }

  private final Fallback fallback;
  private final StringBuilder out = new StringBuilder(64);
  private final AttachmentCollector attachments = new AttachmentCollector();
  private final List<Integer> dates = new ArrayList<>(0);
  private int depth;

  ArgumentWriter(Fallback fallback) {
    this.fallback = fallback;
  }

  /** Writes one more argument. */
  void argument(@Nullable Object value) {
    if (out.length() > 0) {
      out.append(',');
    }
    write(value);
  }

  EncodedArguments finish() {
    return new EncodedArguments(out.toString(), attachments.attachments(), dates);
  }

  private void write(@Nullable Object value) {
    if (value == null) {
      out.append("null");
    } else if (value instanceof CharSequence text) {
      JsonStrings.appendQuoted(out, text);
    } else if (value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof Number number) {
      writeNumber(number);
    } else if (value instanceof JsonText text) {
      writeJsonText(text);
    } else if (value instanceof ByteBuffer buffer) {
      writePlaceholder(attachments.add(buffer));
    } else if (value instanceof byte[] bytes) {
      writePlaceholder(attachments.add(bytes));
    } else {
      nest(value);
    }
  }

  private void nest(Object value) {
    if (++depth > MAX_DEPTH) {
      throw new IllegalArgumentException("nested deeper than " + MAX_DEPTH + ", or a cycle");
    }
    if (value instanceof Map<?, ?> map) {
      writeMap(map);
    } else if (value instanceof Handshake handshake) {
      writeMap(handshake.toMap());
    } else if (value instanceof Iterable<?> elements && !(value instanceof Path)) {
      writeElements(elements);
    } else if (value instanceof Object[] elements) {
      writeElements(Arrays.asList(elements));
    } else if (value.getClass().isArray()) {
      writePrimitives(value);
    } else if (value instanceof JsonValue json) {
      writeJsonScalar(json);
    } else if (!writeScalar(value)) {
      writeObject(value);
    }
    depth--;
  }

  private void writeNumber(Number number) {
    if (number instanceof Double value) {
      JsonNumbers.append(out, value.doubleValue());
    } else if (number instanceof Float value) {
      JsonNumbers.append(out, value.floatValue());
    } else if (number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte
        || number instanceof BigDecimal
        || number instanceof BigInteger
        || number instanceof AtomicInteger
        || number instanceof AtomicLong) {
      out.append(number);
    } else {
      nest(number);
    }
  }

  /** Copies the text; only placeholders whose number changes are written anew. */
  private void writeJsonText(JsonText json) {
    String text = json.text();
    List<ByteBuffer> parts = json.attachments();
    if (parts.isEmpty()) {
      out.append(text);
      return;
    }
    Spans placeholders = placeholders(text, parts.size());
    // A part that is used twice travels once: else a small text could ask for any amount.
    int[] numbers = new int[parts.size()];
    Arrays.fill(numbers, Spans.NO_NUM);
    int copied = 0;
    for (int i = 0; i < placeholders.size(); i++) {
      int num = placeholders.num(i);
      if (numbers[num] == Spans.NO_NUM) {
        numbers[num] = attachments.addShared(parts.get(num));
      }
      if (numbers[num] != num) {
        out.append(text, copied, placeholders.start(i));
        writePlaceholder(numbers[num]);
        copied = placeholders.end(i);
      }
    }
    out.append(text, copied, text.length());
  }

  private static Spans placeholders(String text, int attachments) {
    try {
      return JsonScanner.scanPlaceholders(text, JsonScanner.MAX_DEPTH, attachments);
    } catch (PacketFormatException e) {
      throw new IllegalStateException("JsonText holds only what was checked", e);
    }
  }

  private void writePlaceholder(int num) {
    out.append("{\"_placeholder\":true,\"num\":").append(num).append('}');
  }

  private void writeMap(Map<?, ?> map) {
    char separator = '{';
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = entry.getKey();
      out.append(separator);
      JsonStrings.appendQuoted(out, key instanceof Enum<?> e ? e.name() : String.valueOf(key));
      out.append(':');
      write(entry.getValue());
      separator = ',';
    }
    out.append(separator == '{' ? "{}" : "}");
  }

  private void writeElements(Iterable<?> elements) {
    char separator = '[';
    for (Object element : elements) {
      out.append(separator);
      write(element);
      separator = ',';
    }
    out.append(separator == '[' ? "[]" : "]");
  }

  private void writePrimitives(Object array) {
    int length = Array.getLength(array);
    out.append('[');
    for (int i = 0; i < length; i++) {
      if (i > 0) {
        out.append(',');
      }
      write(Array.get(array, i));
    }
    out.append(']');
  }

  private void writeJsonScalar(JsonValue json) {
    if (json.getValueType() == ValueType.STRING) {
      JsonStrings.appendQuoted(out, ((JsonString) json).getString());
    } else {
      out.append(json);
    }
  }

  /** Writes what has one obvious form. */
  private boolean writeScalar(Object value) {
    if (value instanceof Instant instant) {
      writeDate(instant);
    } else if (value instanceof Date date) {
      writeDate(JavaScriptDates.instant(date));
    } else if (value instanceof OffsetDateTime dateTime) {
      writeDate(dateTime.toInstant());
    } else if (value instanceof ZonedDateTime dateTime) {
      writeDate(dateTime.toInstant());
    } else if (value instanceof Calendar calendar) {
      writeDate(calendar.toInstant());
    } else if (value instanceof Optional<?> optional) {
      write(optional.orElse(null));
    } else if (value instanceof OptionalInt optional) {
      write(optional.isPresent() ? (Integer) optional.getAsInt() : null);
    } else if (value instanceof OptionalLong optional) {
      write(optional.isPresent() ? (Long) optional.getAsLong() : null);
    } else if (value instanceof OptionalDouble optional) {
      write(optional.isPresent() ? (Double) optional.getAsDouble() : null);
    } else if (value instanceof Character || value instanceof Path) {
      JsonStrings.appendQuoted(out, value.toString());
    } else {
      return false;
    }
    return true;
  }

  private void writeDate(Instant instant) {
    dates.add(out.length());
    out.append('"').append(JavaScriptDates.format(instant)).append('"');
  }

  private void writeObject(Object value) {
    Class<?> type = value instanceof Enum<?> e ? e.getDeclaringClass() : value.getClass();
    BeanShape shape = fallback.shapeOf(type);
    if (shape == null) {
      JsonStrings.appendWellFormed(out, fallback.toJson(value, attachments));
    } else if (value instanceof Enum<?> constant) {
      JsonStrings.appendQuoted(out, constant.name());
    } else {
      int start = out.length();
      shape.write(
          value,
          (key, property) -> {
            out.append(',').append(key);
            write(property);
          });
      if (out.length() == start) {
        out.append("{}");
      } else {
        out.setCharAt(start, '{');
        out.append('}');
      }
    }
  }
}
