package dev.oneport.protocol.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.JsonWriterFactory;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.Map;

/**
 * JSON-P as it is, but for whole numbers: one that does not fit is an error, where JSON-P takes the
 * lowest bits and a client's 4294967297 becomes 1.
 */
final class ExactJsonProvider extends JsonProvider {
  private final JsonProvider provider;

  ExactJsonProvider(JsonProvider provider) {
    this.provider = provider;
  }

  @Override
  public JsonParser createParser(Reader reader) {
    return new ExactParser(provider.createParser(reader));
  }

  @Override
  public JsonParser createParser(InputStream in) {
    return new ExactParser(provider.createParser(in));
  }

  @Override
  public JsonParserFactory createParserFactory(Map<String, ?> config) {
    return provider.createParserFactory(config);
  }

  @Override
  public JsonGenerator createGenerator(Writer writer) {
    return provider.createGenerator(writer);
  }

  @Override
  public JsonGenerator createGenerator(OutputStream out) {
    return provider.createGenerator(out);
  }

  @Override
  public JsonGeneratorFactory createGeneratorFactory(Map<String, ?> config) {
    return provider.createGeneratorFactory(config);
  }

  @Override
  public JsonReader createReader(Reader reader) {
    return provider.createReader(reader);
  }

  @Override
  public JsonReader createReader(InputStream in) {
    return provider.createReader(in);
  }

  @Override
  public JsonReaderFactory createReaderFactory(Map<String, ?> config) {
    return provider.createReaderFactory(config);
  }

  @Override
  public JsonWriter createWriter(Writer writer) {
    return provider.createWriter(writer);
  }

  @Override
  public JsonWriter createWriter(OutputStream out) {
    return provider.createWriter(out);
  }

  @Override
  public JsonWriterFactory createWriterFactory(Map<String, ?> config) {
    return provider.createWriterFactory(config);
  }

  @Override
  public JsonObjectBuilder createObjectBuilder() {
    return provider.createObjectBuilder();
  }

  @Override
  public JsonArrayBuilder createArrayBuilder() {
    return provider.createArrayBuilder();
  }

  @Override
  public JsonBuilderFactory createBuilderFactory(Map<String, ?> config) {
    return provider.createBuilderFactory(config);
  }

  private record ExactParser(JsonParser parser) implements JsonParser {
    /** Whatever has no more characters fits into an int. */
    private static final int SURELY_AN_INT = 9;

    @Override
    public int getInt() {
      String text = parser.getString();
      return isShort(text) ? Integer.parseInt(text) : new BigDecimal(text).intValueExact();
    }

    @Override
    public long getLong() {
      String text = parser.getString();
      return isShort(text) ? Integer.parseInt(text) : new BigDecimal(text).longValueExact();
    }

    private boolean isShort(String text) {
      return text.length() <= SURELY_AN_INT && parser.isIntegralNumber();
    }

    @Override
    public boolean hasNext() {
      return parser.hasNext();
    }

    @Override
    public Event next() {
      return parser.next();
    }

    @Override
    public Event currentEvent() {
      return parser.currentEvent();
    }

    @Override
    public String getString() {
      return parser.getString();
    }

    @Override
    public boolean isIntegralNumber() {
      return parser.isIntegralNumber();
    }

    @Override
    public BigDecimal getBigDecimal() {
      return parser.getBigDecimal();
    }

    @Override
    public JsonLocation getLocation() {
      return parser.getLocation();
    }

    @Override
    public JsonObject getObject() {
      return parser.getObject();
    }

    @Override
    public JsonArray getArray() {
      return parser.getArray();
    }

    @Override
    public JsonValue getValue() {
      return parser.getValue();
    }

    @Override
    public void skipArray() {
      parser.skipArray();
    }

    @Override
    public void skipObject() {
      parser.skipObject();
    }

    @Override
    public void close() {
      parser.close();
    }
  }
}
