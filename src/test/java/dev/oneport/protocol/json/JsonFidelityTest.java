package dev.oneport.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.JsonText;
import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.protocol.socketio.DecoderLimits;
import dev.oneport.protocol.socketio.DefaultParser;
import dev.oneport.protocol.socketio.Parser;
import dev.oneport.protocol.socketio.SocketIoPacket;
import dev.oneport.protocol.socketio.SocketIoPacket.Event;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What travels as JSON is what JavaScript would make of it. The texts are those of socket.io-parser
 * 4.2.6 for the same values.
 */
public class JsonFidelityTest {

  private static final JsonBinding BINDING = JsonBinding.create();
  private static final Parser PARSER = new DefaultParser();

  /** As the reference writes them. */
  static final List<String> TEXTS =
      List.of(
          "1",
          "0",
          "-1",
          "0.1",
          "0.30000000000000004",
          "1e+21",
          "100000000000000000000",
          "123456789012345680000",
          "0.000001",
          "1e-7",
          "5e-324",
          "1.7976931348623157e+308",
          "2.2250738585072014e-308",
          "9007199254740991",
          "-1.5e-10",
          "1e+23",
          "8.41e+21",
          "null",
          "true",
          "false",
          "\"\"",
          "\"\ud83d\ude00\"",
          "\"\\ud800\"",
          "\"\\udc00x\"",
          "\"a\\ud800b\"",
          "\"\u2028\u2029\"",
          "\"\\u0000\\u0001\\u001f\u007f\"",
          "\"\\b\\f\\n\\r\\t\\\"\\\\/\"",
          "\"\ufeff\uffff\"",
          "\"1970-01-01T00:00:00.000Z\"",
          "[]",
          "{}",
          "[[]]",
          "[null,null,null]",
          "{\"b\":null}",
          "{\"2\":4,\"10\":3,\"b\":1,\"a\":2}",
          "{\"\":0,\"\\n\":1}",
          "[1,\"2\",{\"3\":[true]}]");

  @AfterAll
  static void close() {
    BINDING.close();
  }

  private static Event received(String text) throws PacketFormatException {
    SocketIoPacket packet = PARSER.decoder(new DecoderLimits(10, 64, 100)).add(text, 1);
    assertThat(packet).isInstanceOf(Event.class);
    return (Event) packet;
  }

  /** The echo of what a handler took as {@code type}. */
  private static String echo(String text, Type type) throws PacketFormatException {
    Event event = received("42[\"m\"," + text + "]");
    Object value = BINDING.<@Nullable Object>bind(event.arguments(), 0, type);
    return emitted(value);
  }

  private static String emitted(@Nullable Object value) {
    EnginePacket packet =
        PARSER
            .encoder()
            .event("/", SocketIoPacket.NO_ACK, "m", BINDING.encode(new @Nullable Object[] {value}))
            .packets()
            .get(0);
    String text = packet.encodedText();
    return text.substring("42[\"m\",".length(), text.length() - 1);
  }

  @ParameterizedTest
  @FieldSource("TEXTS")
  void echoOfJsonText(String text) throws PacketFormatException {
    assertThat(echo(text, JsonText.class)).isEqualTo(text);
  }

  @ParameterizedTest
  @FieldSource("TEXTS")
  void echoOfPlainObjects(String text) throws PacketFormatException {
    assertThat(canonical(echo(text, Object.class))).isEqualTo(canonical(text));
  }

  @ParameterizedTest
  @FieldSource("TEXTS")
  void echoOfJsonValue(String text) throws PacketFormatException {
    assertThat(canonical(echo(text, JsonValue.class))).isEqualTo(canonical(text));
  }

  /** BigDecimal keeps the value and its digits, not the case and sign of the exponent. */
  private static String canonical(String text) {
    return text.matches("-?[0-9].*") ? new BigDecimal(text).toString() : text;
  }

  @Test
  void echoOfAllArgumentsIsByteExact() throws PacketFormatException {
    String text = "42[\"message\",1,\"2\",{\"3\":[true]}]";
    Event event = received(text);
    Object[] values = new Object[event.arguments().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = BINDING.value(event.arguments(), i);
    }
    assertThat(
            PARSER
                .encoder()
                .event("/", SocketIoPacket.NO_ACK, event.name(), BINDING.encode(values))
                .packets())
        .containsExactly(EnginePacket.message(text.substring(1)));
  }

  @ParameterizedTest
  @FieldSource("TEXTS")
  void echoInsideOfContainers(String text) throws PacketFormatException {
    String list = "[" + text + ",{\"k\":" + text + "}]";
    assertThat(echo(list, JsonText.class)).isEqualTo(list);
    if (!text.matches("-?[0-9].*[eE].*")) {
      assertThat(echo(list, List.class)).isEqualTo(list);
      assertThat(echo(list, JsonArray.class)).isEqualTo(list);
      String object = "{\"z\":" + text + ",\"a\":1}";
      assertThat(echo(object, Map.class)).isEqualTo(object);
      assertThat(echo(object, JsonObject.class)).isEqualTo(object);
    }
  }

  /** Each in a record, by the order of its components. */
  public record Row(
      int i,
      long l,
      double d,
      float f,
      Double boxed,
      BigDecimal decimal,
      BigInteger integer,
      String text,
      Instant at,
      Date date,
      Optional<String> absent,
      @Nullable String nothing,
      List<Double> list,
      Map<String, Double> map) {}

  @Test
  void record() {
    Map<String, Double> map = new LinkedHashMap<>();
    map.put("z", 1.0);
    map.put("a", 1e21);
    Row row =
        new Row(
            1,
            9007199254740993L,
            1.0,
            0.1f,
            Double.NaN,
            new BigDecimal("10.00"),
            new BigInteger("123456789012345678901234567890"),
            "\ud800\u2028",
            Instant.ofEpochMilli(1700000000123L),
            Date.from(Instant.EPOCH),
            Optional.empty(),
            null,
            Arrays.asList(1.0, null, 1e-7),
            map);
    String text =
        "{\"i\":1,\"l\":9007199254740993,\"d\":1,\"f\":0.1,\"boxed\":null,\"decimal\":10.00,"
            + "\"integer\":123456789012345678901234567890,\"text\":\"\\ud800\u2028\","
            + "\"at\":\"2023-11-14T22:13:20.123Z\",\"date\":\"1970-01-01T00:00:00.000Z\","
            + "\"absent\":null,\"nothing\":null,\"list\":[1,null,1e-7],\"map\":{\"z\":1,\"a\":1e+21}}";
    assertThat(emitted(row)).isEqualTo(text);
  }

  /** JSON-B writes it, because of the annotation. */
  public record Annotated(
      @JsonbProperty("one") Double d,
      Float f,
      Double boxed,
      Float smallBoxed,
      Double nan,
      Instant at,
      List<Double> list) {}

  @Test
  void annotatedRecord() {
    Annotated row =
        new Annotated(1.0, 0.1f, 1e21, 2f, Double.NaN, Instant.EPOCH, List.of(1.0, 0.5));
    assertThat(BINDING.<JsonObject>fromJson(emitted(row), JsonObject.class))
        .isEqualTo(
            BINDING.<JsonObject>fromJson(
                "{\"at\":\"1970-01-01T00:00:00.000Z\",\"boxed\":1e+21,\"f\":0.1,\"list\":[1,0.5],"
                    + "\"nan\":null,\"one\":1,\"smallBoxed\":2}",
                JsonObject.class));
    assertThat(emitted(row)).doesNotContain("1.0").doesNotContain("2.0");
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of(1.0, "1"),
        Arguments.of(1f, "1"),
        Arguments.of(-0.0, "0"),
        Arguments.of(Double.NEGATIVE_INFINITY, "null"),
        Arguments.of(Float.NaN, "null"),
        Arguments.of(9007199254740993L, "9007199254740993"),
        Arguments.of(Long.MIN_VALUE, "-9223372036854775808"),
        Arguments.of(new double[] {1, 0.5, 1e21}, "[1,0.5,1e+21]"),
        Arguments.of(Instant.ofEpochMilli(-1), "\"1969-12-31T23:59:59.999Z\""),
        Arguments.of(Instant.ofEpochSecond(1, 999_999), "\"1970-01-01T00:00:01.000Z\""),
        Arguments.of(
            Instant.ofEpochMilli(8_640_000_000_000_000L), "\"+275760-09-13T00:00:00.000Z\""),
        Arguments.of(
            Instant.ofEpochMilli(-8_640_000_000_000_000L), "\"-271821-04-20T00:00:00.000Z\""),
        Arguments.of(Instant.ofEpochMilli(253402300800000L), "\"+010000-01-01T00:00:00.000Z\""),
        Arguments.of(Instant.ofEpochMilli(-62167219200000L), "\"0000-01-01T00:00:00.000Z\""),
        Arguments.of(Instant.EPOCH.atOffset(ZoneOffset.ofHours(5)), "\"1970-01-01T00:00:00.000Z\""),
        Arguments.of('\u2028', "\"\u2028\""),
        Arguments.of(Arrays.asList(null, Optional.empty()), "[null,null]"));
  }

  @ParameterizedTest
  @MethodSource
  void values(Object value, String text) {
    assertThat(emitted(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @FieldSource("TEXTS")
  void stringsAsCharactersAndBack(String text) throws PacketFormatException {
    if (text.startsWith("\"")) {
      assertThat(echo(text, String.class)).isEqualTo(text);
    }
  }
}
