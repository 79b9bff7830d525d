package dev.oneport.protocol.json;

import dev.oneport.JsonText;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Teaches JSON-B attachments, {@link JsonText} and JavaScript's dates, wherever they are nested.
 *
 * <p>JSON-B has no place for data of one call, so attachments are passed in thread-locals, which
 * are set only while JSON-B runs. Stateless otherwise; safe for any thread.
 */
final class JsonbAdapters {

  private static final ThreadLocal<@Nullable AttachmentCollector> COLLECTOR = new ThreadLocal<>();
  private static final ThreadLocal<@Nullable List<ByteBuffer>> ATTACHMENTS = new ThreadLocal<>();

  private JsonbAdapters() {}

  /** Runs JSON-B so that binary parts go to a collector. */
  static <R> R writing(AttachmentCollector target, Supplier<R> call) {
    return with(COLLECTOR, target, call);
  }

  /** Runs JSON-B so that placeholders find their attachments. */
  static <R> R reading(List<ByteBuffer> source, Supplier<R> call) {
    return with(ATTACHMENTS, source, call);
  }

  private static <V, R> R with(ThreadLocal<@Nullable V> local, V value, Supplier<R> call) {
    // An application's own adapter may call back into the binding.
    V outer = local.get();
    local.set(value);
    try {
      return call.get();
    } finally {
      if (outer == null) {
        // A value left behind would keep the application's class loader alive.
        local.remove();
      } else {
        local.set(outer);
      }
    }
  }

  static JsonbConfig config() {
    return new JsonbConfig()
        .withNullValues(true)
        .withSerializers(
            new BytesSerializer(),
            new BufferSerializer(),
            new TextSerializer(),
            new DoubleSerializer(),
            new FloatSerializer(),
            new InstantSerializer(),
            new OffsetDateTimeSerializer(),
            new ZonedDateTimeSerializer(),
            new DateSerializer(),
            new CalendarSerializer(),
            new GregorianCalendarSerializer())
        .withDeserializers(
            new BytesDeserializer(), new BufferDeserializer(), new TextDeserializer());
  }

  private static int collect(Function<AttachmentCollector, Integer> add) {
    AttachmentCollector target = COLLECTOR.get();
    if (target == null) {
      throw new JsonbException("binary outside of an encoding");
    }
    return add.apply(target);
  }

  private static List<ByteBuffer> attachments() {
    List<ByteBuffer> source = ATTACHMENTS.get();
    return source == null ? List.of() : source;
  }

  private static void writePlaceholder(JsonGenerator generator, int num) {
    generator.writeStartObject().write("_placeholder", true).write("num", num).writeEnd();
  }

  /**
   * The bytes that JSON stands for: a placeholder's attachment, or those of <code>
   * {"base64":"..."}</code>.
   *
   * @return null for null
   * @throws JsonbException if it stands for none
   */
  static @Nullable ByteBuffer bytes(@Nullable Object tree) {
    if (tree == null) {
      return null;
    }
    if (tree instanceof ByteBuffer attachment) {
      return attachment;
    }
    if (tree instanceof Map<?, ?> map && map.get("base64") instanceof String base64) {
      try {
        return ByteBuffer.wrap(Base64.getDecoder().decode(base64)).asReadOnlyBuffer();
      } catch (IllegalArgumentException e) {
        throw new JsonbException("malformed base64");
      }
    }
    throw new JsonbException("not binary");
  }

  /** The bytes of a buffer, whose position stays. */
  static byte[] array(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static @Nullable ByteBuffer readBytes(JsonParser parser) {
    return bytes(JsonTree.read(parser.getValue().toString(), attachments()));
  }

  private static final class BytesSerializer implements JsonbSerializer<byte[]> {
    @Override
    public void serialize(byte[] bytes, JsonGenerator generator, SerializationContext context) {
      writePlaceholder(generator, collect(target -> target.add(bytes)));
    }
  }

  private static final class BufferSerializer implements JsonbSerializer<ByteBuffer> {
    @Override
    public void serialize(
        ByteBuffer buffer, JsonGenerator generator, SerializationContext context) {
      writePlaceholder(generator, collect(target -> target.add(buffer)));
    }
  }

  /** Loses the exact text, since a generator takes no raw JSON, but not the value. */
  private static final class TextSerializer implements JsonbSerializer<JsonText> {
    @Override
    public void serialize(JsonText text, JsonGenerator generator, SerializationContext context) {
      Object tree = JsonTree.read(text.text(), text.attachments());
      if (tree == null) {
        generator.writeNull();
      } else {
        context.serialize(tree, generator);
      }
    }
  }

  /** As JavaScript: 1, not 1.0; null for what JSON does not have. */
  private static void writeNumber(JsonGenerator generator, StringBuilder text) {
    if (text.charAt(0) == 'n') {
      generator.writeNull();
    } else {
      generator.write(new BigDecimal(text.toString()));
    }
  }

  private static final class DoubleSerializer implements JsonbSerializer<Double> {
    @Override
    public void serialize(Double number, JsonGenerator generator, SerializationContext context) {
      StringBuilder text = new StringBuilder();
      JsonNumbers.append(text, number.doubleValue());
      writeNumber(generator, text);
    }
  }

  private static final class FloatSerializer implements JsonbSerializer<Float> {
    @Override
    public void serialize(Float number, JsonGenerator generator, SerializationContext context) {
      StringBuilder text = new StringBuilder();
      JsonNumbers.append(text, number.floatValue());
      writeNumber(generator, text);
    }
  }

  private static final class InstantSerializer implements JsonbSerializer<Instant> {
    @Override
    public void serialize(Instant instant, JsonGenerator generator, SerializationContext context) {
      generator.write(JavaScriptDates.format(instant));
    }
  }

  private static final class OffsetDateTimeSerializer implements JsonbSerializer<OffsetDateTime> {
    @Override
    public void serialize(
        OffsetDateTime dateTime, JsonGenerator generator, SerializationContext context) {
      generator.write(JavaScriptDates.format(dateTime.toInstant()));
    }
  }

  private static final class ZonedDateTimeSerializer implements JsonbSerializer<ZonedDateTime> {
    @Override
    public void serialize(
        ZonedDateTime dateTime, JsonGenerator generator, SerializationContext context) {
      generator.write(JavaScriptDates.format(dateTime.toInstant()));
    }
  }

  private static final class DateSerializer implements JsonbSerializer<Date> {
    @Override
    public void serialize(Date date, JsonGenerator generator, SerializationContext context) {
      generator.write(JavaScriptDates.format(JavaScriptDates.instant(date)));
    }
  }

  private static final class CalendarSerializer implements JsonbSerializer<Calendar> {
    @Override
    public void serialize(
        Calendar calendar, JsonGenerator generator, SerializationContext context) {
      generator.write(JavaScriptDates.format(calendar.toInstant()));
    }
  }

  private static final class GregorianCalendarSerializer
      implements JsonbSerializer<GregorianCalendar> {
    @Override
    public void serialize(
        GregorianCalendar calendar, JsonGenerator generator, SerializationContext context) {
      generator.write(JavaScriptDates.format(calendar.toInstant()));
    }
  }

  private static final class BytesDeserializer implements JsonbDeserializer<byte[]> {
    @Override
    public byte @Nullable [] deserialize(
        JsonParser parser, DeserializationContext context, Type type) {
      ByteBuffer bytes = readBytes(parser);
      return bytes == null ? null : array(bytes);
    }
  }

  private static final class BufferDeserializer implements JsonbDeserializer<ByteBuffer> {
    @Override
    public @Nullable ByteBuffer deserialize(
        JsonParser parser, DeserializationContext context, Type type) {
      return readBytes(parser);
    }
  }

  private static final class TextDeserializer implements JsonbDeserializer<JsonText> {
    @Override
    public JsonText deserialize(JsonParser parser, DeserializationContext context, Type type) {
      JsonValue value = parser.getValue();
      return JsonText.of(value.toString(), attachments());
    }
  }
}
