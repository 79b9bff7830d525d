package dev.oneport.protocol.json;

import dev.oneport.JsonBindingException;
import dev.oneport.JsonText;
import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.socketio.Arguments;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.spi.JsonProvider;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Binds JSON and Java, one per application. Thread-safe.
 *
 * <p>Writing follows JavaScript: integers stay integers, NaN and infinities become null, points in
 * time are UTC with milliseconds, properties keep the order of their declaration, null properties
 * are written, an empty Optional is null. {@code byte[]} and {@link ByteBuffer}, at any depth,
 * become attachments; they are copied, unless a buffer is read-only, whose content must not change
 * then.
 *
 * <p>Classes with JSON-B annotations, and types of the platform without a JSON form of their own,
 * are written by JSON-B, properties in the order of their names. What is read as anything but text,
 * numbers, booleans and binary is read by JSON-B.
 */
public final class JsonBinding implements AutoCloseable {

  private static final EncodedArguments NULL = new EncodedArguments("null", List.of());

  private final Jsonb jsonb;
  private final ArgumentReader reader;
  private final ArgumentWriter.Fallback fallback;

  private JsonBinding(Jsonb jsonb) {
    this.jsonb = jsonb;
    this.reader = new ArgumentReader(this::readByJsonb);
    this.fallback = new WriterFallback();
  }

  /** Creates a binding with the JSON-B implementation that the thread's class loader finds. */
  public static JsonBinding create() {
    return new JsonBinding(
        JsonbBuilder.newBuilder()
            .withConfig(JsonbAdapters.config())
            .withProvider(new ExactJsonProvider(JsonProvider.provider()))
            .build());
  }

  /**
   * Encodes the arguments of an emit.
   *
   * @param args each may be null; a null array, which is what Java makes of {@code emit(event,
   *     null)}, is one null
   * @throws JsonBindingException if one can't be written; it names the argument's index and class
   */
  public EncodedArguments encode(@Nullable Object @Nullable ... args) {
    if (args == null) {
      return NULL;
    }
    if (args.length == 0) {
      return EncodedArguments.EMPTY;
    }
    ArgumentWriter writer = new ArgumentWriter(fallback);
    for (int i = 0; i < args.length; i++) {
      try {
        writer.argument(args[i]);
      } catch (RuntimeException e) {
        throw new JsonBindingException("argument " + i + unwritable(args[i]), e);
      }
    }
    return writer.finish();
  }

  /**
   * The JSON text of a value; binary parts are written as <code>{"base64":"..."}</code>.
   *
   * @throws JsonBindingException if it can't be written
   */
  public String toJson(@Nullable Object value) {
    ArgumentWriter writer = new ArgumentWriter(fallback);
    try {
      writer.argument(value);
    } catch (RuntimeException e) {
      throw new JsonBindingException("a value" + unwritable(value), e);
    }
    return writer.finish().toPlainJson();
  }

  /**
   * Binds one received argument to a Java type.
   *
   * @param index 0 or more; an argument that the client left out is like null
   * @param type a class or a generic type. Binary arguments go to {@code byte[]} (a copy), {@link
   *     ByteBuffer} (read-only) and Object; any argument goes to {@link JsonText} as received.
   * @return null for null, unless the type has something better
   * @throws JsonBindingException if the argument does not fit; it names index and type
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // T is what type says.
  public <T> @Nullable T bind(Arguments args, int index, Type type) {
    String what = "argument " + index;
    if (index >= args.size()) {
      return (T) reader.missing(what, type);
    }
    List<ByteBuffer> attachments = args.attachments();
    String json = args.json(index);
    return (T)
        (args.isAttachment(index)
            ? reader.attachment(what, json, args.attachment(index), attachments, type)
            : reader.text(what, json, attachments, type));
  }

  /**
   * One received argument without binding it: a read-only {@link ByteBuffer} if it is binary, else
   * a {@link JsonText}.
   *
   * @throws IndexOutOfBoundsException if there is no such argument
   */
  public Object value(Arguments args, int index) {
    return args.isAttachment(index)
        ? args.attachment(index)
        : JsonText.of(args.json(index), args.attachments());
  }

  /** All received arguments without binding them. See {@link #value}. */
  public Object[] values(Arguments args) {
    Object[] values = new Object[args.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(args, i);
    }
    return values;
  }

  /**
   * Binds JSON text to a Java type.
   *
   * @param json any text: it is checked first
   * @return null for null, unless the type has something better
   * @throws JsonBindingException if it is no JSON, or does not fit; it names the type
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // T is what type says.
  public <T> @Nullable T fromJson(String json, Type type) {
    try {
      JsonScanner.scanValue(json, 0, JsonScanner.MAX_DEPTH);
    } catch (PacketFormatException e) {
      throw new JsonBindingException(String.valueOf(e.getMessage()));
    }
    return (T) reader.text("JSON", json.strip(), List.of(), type);
  }

  /** Releases what JSON-B holds; the binding must not be used any more. */
  @Override
  public void close() {
    try {
      jsonb.close();
    } catch (Exception e) {
      throw new IllegalStateException("JSON-B can't be closed", e);
    }
  }

  private static String unwritable(@Nullable Object value) {
    String type = value == null ? "null" : value.getClass().getTypeName();
    return " of " + type + " can't be written as JSON";
  }

  private @Nullable Object readByJsonb(String json, List<ByteBuffer> attachments, Type type) {
    Object value = JsonbAdapters.reading(attachments, () -> jsonb.fromJson(json, type));
    // Yasson gives a JsonArray to whoever asks for a JsonObject.
    if (value != null
        && type instanceof Class<?> expected
        && JsonValue.class.isAssignableFrom(expected)
        && !expected.isInstance(value)) {
      throw new ClassCastException("not a " + expected.getSimpleName());
    }
    return value;
  }

  private final class WriterFallback implements ArgumentWriter.Fallback {

    /** Marks a class that JSON-B has to write: a map takes no null. */
    private final Object byJsonb = new Object();

    /** Held here, not with the classes, which may outlive this application. */
    private final Map<Class<?>, Object> shapes = new ConcurrentHashMap<>();

    @Override
    public String toJson(Object value, AttachmentCollector attachments) {
      return JsonbAdapters.writing(attachments, () -> jsonb.toJson(value));
    }

    @Override
    public @Nullable BeanShape shapeOf(Class<?> type) {
      Object shape = shapes.computeIfAbsent(type, this::look);
      return shape instanceof BeanShape found ? found : null;
    }

    private Object look(Class<?> type) {
      BeanShape shape = BeanShape.of(type);
      return shape == null ? byJsonb : shape;
    }
  }
}
