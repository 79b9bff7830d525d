package dev.oneport.protocol.json;

import dev.oneport.JsonBindingException;
import dev.oneport.JsonText;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Binds checked JSON text to Java types: what is simple by itself, the rest through JSON-B.
 *
 * <p>Failures name what was bound and to which type, and the kind of failure by its class; messages
 * and causes of others are left out, since they quote the payload. Thread-safe.
 */
final class ArgumentReader {

  /** What this class leaves to JSON-B. */
  interface Fallback {
    @Nullable Object fromJson(String json, List<ByteBuffer> attachments, Type type);
  }

  private final Fallback fallback;

  ArgumentReader(Fallback fallback) {
    this.fallback = fallback;
  }

  /** Binds what a client left out. */
  @Nullable Object missing(String what, Type type) {
    return text(what, "null", List.of(), type);
  }

  /** Binds an argument that as a whole is an attachment. */
  @Nullable Object attachment(
      String what, String json, ByteBuffer attachment, List<ByteBuffer> all, Type type) {
    if (type == byte[].class) {
      return JsonbAdapters.array(attachment);
    }
    if (type == ByteBuffer.class || type == Object.class) {
      return attachment;
    }
    if (type == JsonText.class) {
      return JsonText.of(json, all);
    }
    Type content = optionalOf(type);
    if (content != null) {
      return Optional.ofNullable(attachment(what, json, attachment, all, content));
    }
    throw failure(what, type, "it is binary");
  }

  /** Binds one JSON value; no white space around it. */
  @Nullable Object text(String what, String json, List<ByteBuffer> attachments, Type type) {
    try {
      return value(what, json, attachments, type);
    } catch (JsonBindingException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failure(what, type, "it is " + kind(json) + " (" + innermost(e) + ")");
    }
  }

  private @Nullable Object value(
      String what, String json, List<ByteBuffer> attachments, Type type) {
    if (type == JsonText.class) {
      return JsonText.of(json, attachments);
    }
    Type content = optionalOf(type);
    if (content != null) {
      return Optional.ofNullable(value(what, json, attachments, content));
    }
    boolean isNull = json.equals("null");
    if (type instanceof Class<?> target) {
      if (isNull && target.isPrimitive()) {
        throw failure(what, type, "it is null or missing");
      }
      if (isScalar(target)) {
        return isNull ? null : scalar(json, target);
      }
      if (target == byte[].class) {
        ByteBuffer bytes = JsonbAdapters.bytes(JsonTree.read(json, attachments));
        return bytes == null ? null : JsonbAdapters.array(bytes);
      }
      if (target == ByteBuffer.class) {
        return JsonbAdapters.bytes(JsonTree.read(json, attachments));
      }
    }
    Class<?> plain = plainClass(type);
    if (plain != null) {
      return plain.cast(JsonTree.read(json, attachments));
    }
    return fallback.fromJson(json, attachments, type);
  }

  private static boolean isScalar(Class<?> type) {
    return type.isPrimitive()
        || type == String.class
        || type == Boolean.class
        || type == Character.class
        || (Number.class.isAssignableFrom(type) && type.getName().startsWith("java."));
  }

  /** Binds as JSON-B does, but refuses numbers that do not fit instead of truncating them. */
  private static Object scalar(String json, Class<?> type) {
    char first = json.charAt(0);
    if (first == '{' || first == '[') {
      throw new IllegalArgumentException("not a scalar");
    }
    if (type == boolean.class || type == Boolean.class) {
      if (first != 't' && first != 'f') {
        throw new IllegalArgumentException("not a boolean");
      }
      return first == 't';
    }
    String text = first == '"' ? JsonStrings.unquote(json, 0, json.length()) : json;
    if (type == String.class) {
      return text;
    }
    if (type == char.class || type == Character.class) {
      if (text.length() != 1) {
        throw new IllegalArgumentException("not one character");
      }
      return text.charAt(0);
    }
    return number(text, type);
  }

  private static Number number(String text, Class<?> type) {
    if (type == double.class || type == Double.class) {
      return Double.valueOf(text);
    }
    if (type == float.class || type == Float.class) {
      return Float.valueOf(text);
    }
    if (text.length() > JsonTree.MAX_NUMBER_LENGTH) {
      throw new ArithmeticException("too long");
    }
    if (type == int.class || type == Integer.class) {
      return isPlainInteger(text) ? Integer.valueOf(text) : new BigDecimal(text).intValueExact();
    }
    if (type == long.class || type == Long.class) {
      return isPlainInteger(text) ? Long.valueOf(text) : new BigDecimal(text).longValueExact();
    }
    if (type == short.class || type == Short.class) {
      return new BigDecimal(text).shortValueExact();
    }
    if (type == byte.class || type == Byte.class) {
      return new BigDecimal(text).byteValueExact();
    }
    BigDecimal decimal = new BigDecimal(text);
    if (type == BigDecimal.class || type == Number.class) {
      return decimal;
    }
    if (type == BigInteger.class) {
      // 1e999999999 is short to send and long to keep.
      if (Math.abs((long) decimal.scale()) > JsonTree.MAX_NUMBER_LENGTH) {
        throw new ArithmeticException("too long");
      }
      return decimal.toBigIntegerExact();
    }
    throw new IllegalArgumentException("not a type for numbers");
  }

  private static boolean isPlainInteger(String text) {
    for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** The class of a type that says nothing about what is inside; null for all others. */
  private static @Nullable Class<?> plainClass(Type type) {
    if (type == Object.class
        || type == Map.class
        || type == List.class
        || type == Collection.class) {
      return (Class<?>) type;
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      boolean ofObjects = arguments[arguments.length - 1] == Object.class;
      boolean keyed = generic.getRawType() == Map.class && arguments[0] == String.class;
      return ofObjects && (keyed || arguments.length == 1)
          ? plainClass(generic.getRawType())
          : null;
    }
    return null;
  }

  private static @Nullable Type optionalOf(Type type) {
    return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class
        ? generic.getActualTypeArguments()[0]
        : null;
  }

  private static JsonBindingException failure(String what, Type type, String why) {
    return new JsonBindingException(what + " can't be bound to " + type.getTypeName() + ": " + why);
  }

  private static String innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getClass().getSimpleName();
  }

  private static String kind(String json) {
    return switch (json.charAt(0)) {
      case '{' -> "an object";
      case '[' -> "an array";
      case '"' -> "a string";
      case 't', 'f' -> "a boolean";
      case 'n' -> "null";
      default -> "a number";
    };
  }
}
