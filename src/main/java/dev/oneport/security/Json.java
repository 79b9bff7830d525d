package dev.oneport.security;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.json.JsonScanner;
import io.jsonwebtoken.io.AbstractDeserializer;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON for the library that verifies tokens, by the server's JSON-P. Any thread. */
final class Json extends AbstractDeserializer<Map<String, ?>> {
  /** Deeper than any claims are, and keys; what reads JSON-P may use the stack. */
  private static final int MAX_DEPTH = 32;

  private final JsonProvider provider;

  Json(JsonProvider provider) {
    this.provider = provider;
  }

  /**
   * Reads one object.
   *
   * @throws JsonException if it is none, or too deep
   */
  JsonObject object(String text) {
    try {
      JsonScanner.scanValue(text, 0, MAX_DEPTH);
    } catch (PacketFormatException e) {
      throw new JsonException(e.getMessage());
    }
    try (JsonReader reader = provider.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  @Override
  protected Map<String, ?> doDeserialize(Reader reader) throws IOException {
    StringWriter text = new StringWriter();
    reader.transferTo(text);
    return map(object(text.toString()));
  }

  private static Map<String, @Nullable Object> map(JsonObject object) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    object.forEach((name, value) -> map.put(name, plain(value)));
    return map;
  }

  private static @Nullable Object plain(JsonValue value) {
    return switch (value.getValueType()) {
      case OBJECT -> map(value.asJsonObject());
      case ARRAY -> ((JsonArray) value).stream().map(Json::plain).toList();
      case STRING -> ((JsonString) value).getString();
      case NUMBER -> number((JsonNumber) value);
      case TRUE -> true;
      case FALSE -> false;
      case NULL -> null;
    };
  }

  private static Object number(JsonNumber number) {
    return number.isIntegral() ? (Object) number.longValue() : number.doubleValue();
  }
}
