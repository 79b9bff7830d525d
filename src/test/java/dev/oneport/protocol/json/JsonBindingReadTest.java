package dev.oneport.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oneport.JsonBindingException;
import dev.oneport.JsonText;
import dev.oneport.protocol.EncodedPacket;
import dev.oneport.protocol.socketio.Arguments;
import dev.oneport.protocol.socketio.DecoderLimits;
import dev.oneport.protocol.socketio.DefaultParser;
import dev.oneport.protocol.socketio.PacketDecoder;
import dev.oneport.protocol.socketio.PacketEncoder;
import dev.oneport.protocol.socketio.SocketIoPacket.Event;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBindingReadTest {
  private static final PacketEncoder ENCODER = new DefaultParser().encoder();

  private static final JsonBinding BINDING = JsonBinding.create();

  enum Color {
    RED
  }

  public record Inner(String zeta, int alpha) {}

  public record Everything(
      String z,
      int a,
      List<Inner> inners,
      Map<String, Inner> byName,
      Optional<String> nothing,
      LocalDate day,
      Instant at,
      Date date,
      OffsetDateTime offset,
      ZonedDateTime zoned,
      Color color,
      @Nullable Inner none,
      Long number) {}

  @SuppressWarnings("ArrayRecordComponent") // Applications do it.
  public record Binary(
      byte[] bytes,
      ByteBuffer buffer,
      List<byte[]> list,
      Map<String, ByteBuffer> map,
      @Nullable Binary nested,
      JsonText text) {}

  public record Whole(
      int i, Integer boxed, long l, short s, byte b, List<Integer> list, Map<String, Long> map) {}

  public record Strict(int id) {
    public Strict {
      if (id < 0) {
        throw new IllegalArgumentException("secret " + id);
      }
    }
  }

  public static class Bean {
    public String name = "";
    public byte @Nullable [] data;
    private @Nullable List<Inner> inners;

    public @Nullable List<Inner> getInners() {
      return inners;
    }

    public void setInners(List<Inner> inners) {
      this.inners = inners;
    }
  }

  /** Captures a generic type. */
  abstract static class TypeOf<T> {
    Type get() {
      return ((ParameterizedType) getClass().getGenericSuperclass()).getActualTypeArguments()[0];
    }
  }

  @AfterAll
  static void close() {
    BINDING.close();
  }

  @Test
  void bindsStrings() throws Exception {
    assertThat(this.<String>bind("\"a\\n\\u20ac\"", String.class)).isEqualTo("a\n€");
    assertThat(this.<String>bind("null", String.class)).isNull();
    assertThat(this.<String>bind("1.50", String.class)).as("as JSON-B does").isEqualTo("1.50");
    assertThat(this.<Character>bind("\"x\"", char.class)).isEqualTo('x');
    assertRefused(
        "{}", String.class, "argument 0 can't be bound to java.lang.String: it is an object");
    assertRefused("\"xy\"", Character.class, "it is a string");
  }

  @Test
  void bindsNoArrayToAnObject() throws Exception {
    assertRefused("[]", JsonObject.class, "it is an array (ClassCastException)");
    assertRefused("{}", JsonArray.class, "it is an object (ClassCastException)");
  }

  @Test
  void bindsNumbers() throws Exception {
    assertThat(this.<Integer>bind("5", int.class)).isEqualTo(5);
    assertThat(this.<Integer>bind("-5", Integer.class)).isEqualTo(-5);
    assertThat(this.<Integer>bind("1e3", Integer.class)).isEqualTo(1000);
    assertThat(this.<Integer>bind("2.0", Integer.class)).isEqualTo(2);
    assertThat(this.<Integer>bind("\"7\"", Integer.class)).as("as JSON-B does").isEqualTo(7);
    assertThat(this.<Long>bind("9223372036854775807", long.class)).isEqualTo(Long.MAX_VALUE);
    assertThat(this.<Long>bind("1.0", Long.class)).isEqualTo(1L);
    assertThat(this.<Short>bind("7", short.class)).isEqualTo((short) 7);
    assertThat(this.<Byte>bind("7", Byte.class)).isEqualTo((byte) 7);
    assertThat(this.<Double>bind("0.5", double.class)).isEqualTo(0.5);
    assertThat(this.<Float>bind("1e2", Float.class)).isEqualTo(100f);
    assertThat(this.<BigDecimal>bind("1.50", BigDecimal.class)).isEqualTo(new BigDecimal("1.50"));
    assertThat(this.<BigInteger>bind("12345678901234567890", BigInteger.class))
        .isEqualTo(new BigInteger("12345678901234567890"));
    assertThat(this.<Number>bind("3", Number.class)).isEqualTo(new BigDecimal("3"));
    assertThat(this.<Integer>bind("null", Integer.class)).isNull();
  }

  @Test
  void refusesNumbersThatDoNotFit() throws Exception {
    assertRefused("3.7", Integer.class, "it is a number (ArithmeticException)");
    assertRefused("99999999999", int.class, "it is a number (NumberFormatException)");
    assertRefused("1e99", long.class, "it is a number");
    assertRefused("300", byte.class, "it is a number");
    assertRefused("true", int.class, "it is a boolean");
    assertRefused("[1]", int.class, "it is an array");
    assertRefused("null", int.class, "it is null or missing");
    assertRefused("\"x\"", int.class, "it is a string");
    assertRefused("1", boolean.class, "it is a number");
    assertRefused("\"true\"", Boolean.class, "it is a string");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "1e-999999999", "1e2147483647", "1e-2147483647"})
  void hugeExponentsCostNothing(String number) throws Exception {
    for (Class<?> type :
        List.of(int.class, Long.class, short.class, byte.class, BigInteger.class)) {
      assertRefused(number, type, "it is a number");
    }
  }

  @Test
  void endlessNumbersCostNothing() throws Exception {
    String number = "1".repeat(500_000);
    for (Class<?> type : List.of(Integer.class, BigInteger.class, BigDecimal.class, Object.class)) {
      assertRefused(number, type, "it is a number (ArithmeticException)");
    }
    assertThat(this.<Double>bind(number, Double.class)).isInfinite();
  }

  @Test
  void bindsBooleans() throws Exception {
    assertThat(this.<Boolean>bind("true", boolean.class)).isTrue();
    assertThat(this.<Boolean>bind("false", Boolean.class)).isFalse();
    assertThat(this.<Boolean>bind("null", Boolean.class)).isNull();
  }

  @Test
  void missingArgumentIsLikeNull() throws Exception {
    Arguments none = arguments("2[\"a\"]");
    assertThat(BINDING.<String>bind(none, 0, String.class)).isNull();
    assertThat(BINDING.<Object>bind(none, 3, Inner.class)).isNull();
    assertThat(BINDING.<Object>bind(none, 0, new TypeOf<Optional<Inner>>() {}.get()))
        .isEqualTo(Optional.empty());
    assertThatThrownBy(() -> BINDING.bind(none, 2, int.class))
        .isInstanceOf(JsonBindingException.class)
        .hasMessage("argument 2 can't be bound to int: it is null or missing");
    assertThatThrownBy(() -> BINDING.value(none, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void bindsRecords() throws Exception {
    Everything record =
        bind(
            "{\"z\":\"z\",\"a\":1,\"inners\":[{\"zeta\":\"q\",\"alpha\":2}],"
                + "\"byName\":{\"k\":{\"alpha\":3,\"zeta\":\"w\"}},\"nothing\":null,"
                + "\"day\":\"2024-01-02\",\"at\":\"2024-02-29T12:34:56.789Z\","
                + "\"date\":\"2024-02-29T12:34:56.789Z\",\"offset\":\"2024-02-29T12:34:56.789Z\","
                + "\"zoned\":\"2024-02-29T12:34:56.789Z\","
                + "\"color\":\"RED\",\"none\":null,\"number\":5,\"unknown\":[1,{}]}",
            Everything.class);

    assertThat(record).isNotNull();
    Instant at = Instant.parse("2024-02-29T12:34:56.789Z");
    assertThat(record.inners()).containsExactly(new Inner("q", 2));
    assertThat(record.byName()).containsExactly(Map.entry("k", new Inner("w", 3)));
    assertThat(record.nothing()).isEmpty();
    assertThat(record.day()).isEqualTo(LocalDate.of(2024, 1, 2));
    assertThat(record.at()).isEqualTo(at);
    assertThat(record.date()).isEqualTo(at);
    assertThat(record.offset().toInstant()).isEqualTo(at);
    assertThat(record.zoned().toInstant()).isEqualTo(at);
    assertThat(record.color()).isEqualTo(Color.RED);
    assertThat(record.none()).isNull();
    assertThat(record.number()).isEqualTo(5);
  }

  @Test
  void recordsSurviveTheRoundTrip() throws Exception {
    Instant at = Instant.parse("2024-02-29T12:34:56.789Z");
    Everything sent =
        new Everything(
            "z\ud83d\ude00",
            1,
            List.of(new Inner("q", 2)),
            Map.of("k", new Inner("w", 3)),
            Optional.of("x"),
            LocalDate.of(2024, 1, 2),
            at,
            Date.from(at),
            OffsetDateTime.parse("2024-02-29T12:34:56.789Z"),
            ZonedDateTime.parse("2024-02-29T12:34:56.789Z"),
            Color.RED,
            null,
            Long.MAX_VALUE);

    assertThat(BINDING.<Everything>bind(roundTrip(sent), 0, Everything.class)).isEqualTo(sent);
  }

  @Test
  void bindsGenericTypes() throws Exception {
    assertThat(
            this.<Object>bind("[{\"zeta\":\"x\",\"alpha\":1}]", new TypeOf<List<Inner>>() {}.get()))
        .isEqualTo(List.of(new Inner("x", 1)));
    assertThat(
            this.<Object>bind(
                "{\"k\":{\"zeta\":\"x\",\"alpha\":1}}", new TypeOf<Map<String, Inner>>() {}.get()))
        .isEqualTo(Map.of("k", new Inner("x", 1)));
    assertThat(
            this.<Object>bind(
                "{\"zeta\":\"x\",\"alpha\":1}", new TypeOf<Optional<Inner>>() {}.get()))
        .isEqualTo(Optional.of(new Inner("x", 1)));
    assertThat(this.<Object>bind("null", new TypeOf<Optional<Inner>>() {}.get()))
        .isEqualTo(Optional.empty());
    assertThat(this.<int[]>bind("[1,2]", int[].class)).containsExactly(1, 2);
    assertThat(this.<Inner[]>bind("[{\"zeta\":\"x\",\"alpha\":1}]", Inner[].class))
        .containsExactly(new Inner("x", 1));
  }

  @Test
  void bindsBeans() throws Exception {
    Bean bean = bind("{\"name\":\"n\",\"inners\":[{\"zeta\":\"x\"}],\"data\":null}", Bean.class);
    assertThat(bean).isNotNull();
    assertThat(bean.name).isEqualTo("n");
    assertThat(bean.data).isNull();
    assertThat(bean.getInners()).hasSize(1);
  }

  @Test
  void bindsJsonValues() throws Exception {
    assertThat(this.<JsonObject>bind("{\"a\":1}", JsonObject.class))
        .isEqualTo(Json.createObjectBuilder().add("a", 1).build());
    assertThat(this.<JsonArray>bind("[null]", JsonArray.class))
        .isEqualTo(Json.createArrayBuilder().addNull().build());
    assertThat(this.<JsonValue>bind("\"x\"", JsonValue.class)).isEqualTo(Json.createValue("x"));
    assertThat(this.<JsonValue>bind("1", JsonValue.class)).isEqualTo(Json.createValue(1));
    assertThat(this.<JsonValue>bind("null", JsonValue.class)).isEqualTo(JsonValue.NULL);
    assertThat(this.<JsonValue>bind("true", JsonValue.class)).isEqualTo(JsonValue.TRUE);
  }

  @Test
  void bindsObjects() throws Exception {
    assertThat(this.<Object>bind("{\"z\":[1,1.5,true,null,\"\\\"\",{}],\"a\":{}}", Object.class))
        .hasToString("{z=[1, 1.5, true, null, \", {}], a={}}")
        .isInstanceOf(Map.class);
    assertThat(this.<Object>bind(" \"x\" ", Object.class)).isEqualTo("x");
    assertThat(this.<Object>bind("null", Object.class)).isNull();
    assertThat(this.<Object>bind("false", Object.class)).isEqualTo(false);
    assertThat(this.<Object>bind("[1]", List.class)).isEqualTo(List.of(BigDecimal.ONE));
    assertThat(this.<Object>bind("{\"a\":\"b\"}", new TypeOf<Map<String, Object>>() {}.get()))
        .isEqualTo(Map.of("a", "b"));
    assertRefused("[]", Map.class, "it is an array (ClassCastException)");
  }

  @Test
  void bindsJsonTextExactlyAsReceived() throws Exception {
    String json = "{ \"b\":1.0, \"a\" : [1e5,\"\\u0041\"] }";
    assertThat(this.<JsonText>bind(json, JsonText.class)).isEqualTo(JsonText.of(json));
    assertThat(BINDING.value(arguments("2[\"a\"," + json + "]"), 0)).isEqualTo(JsonText.of(json));
    assertThat(this.<JsonText>bind("null", JsonText.class)).isEqualTo(JsonText.of("null"));
  }

  @Test
  void bindsBinaryArguments() throws Exception {
    Arguments binary = roundTrip("x", new byte[] {1, 2}, ByteBuffer.wrap(new byte[] {3}));

    assertThat(BINDING.<byte[]>bind(binary, 1, byte[].class)).containsExactly(1, 2);
    ByteBuffer buffer = BINDING.bind(binary, 2, ByteBuffer.class);
    assertThat(buffer).isEqualTo(ByteBuffer.wrap(new byte[] {3}));
    assertThat(BINDING.<Object>bind(binary, 2, Object.class)).isEqualTo(buffer);
    assertThat(BINDING.value(binary, 2)).isEqualTo(buffer);
    assertThat(BINDING.value(binary, 0)).isEqualTo(JsonText.of("\"x\"", binary.attachments()));
    assertThat(BINDING.<Optional<byte[]>>bind(binary, 1, new TypeOf<Optional<byte[]>>() {}.get()))
        .hasValueSatisfying(bytes -> assertThat(bytes).containsExactly(1, 2));
    assertThat(BINDING.<JsonText>bind(binary, 2, JsonText.class))
        .isEqualTo(JsonText.of("{\"_placeholder\":true,\"num\":1}", binary.attachments()));
    assertThatThrownBy(() -> BINDING.bind(binary, 1, String.class))
        .isInstanceOf(JsonBindingException.class)
        .hasMessage("argument 1 can't be bound to java.lang.String: it is binary");
    assertThatThrownBy(() -> BINDING.bind(binary, 1, Inner.class))
        .isInstanceOf(JsonBindingException.class);
    assertThatThrownBy(() -> BINDING.bind(binary, 1, JsonObject.class))
        .isInstanceOf(JsonBindingException.class);
  }

  @Test
  void boundBytesAreACopyAndBuffersReadOnly() throws Exception {
    Arguments binary = roundTrip((Object) new byte[] {1});
    byte[] bytes = BINDING.bind(binary, 0, byte[].class);
    assertThat(bytes).isNotNull();
    bytes[0] = 9;
    ByteBuffer buffer = BINDING.bind(binary, 0, ByteBuffer.class);
    assertThat(buffer).isNotNull();
    assertThat(buffer).isEqualTo(ByteBuffer.wrap(new byte[] {1}));
    assertThat(buffer.isReadOnly()).isTrue();
  }

  @Test
  void bindsNestedBinary() throws Exception {
    Binary inner =
        new Binary(new byte[] {6}, bytes("g"), List.of(), Map.of(), null, JsonText.of("[1.0]"));
    Binary sent =
        new Binary(
            new byte[] {1},
            bytes("b"),
            List.of(new byte[] {3}, new byte[] {4}),
            Map.of("k", bytes("e")),
            inner,
            JsonText.of("{\"_placeholder\":true,\"num\":0}", List.of(bytes("t"))));
    Binary received = BINDING.bind(roundTrip(0, sent), 1, Binary.class);

    assertThat(received).isNotNull();
    assertThat(received.bytes()).containsExactly(1);
    assertThat(received.buffer()).isEqualTo(bytes("b"));
    assertThat(received.list()).usingElementComparator(Arrays::compare).isEqualTo(sent.list());
    assertThat(received.map()).isEqualTo(Map.of("k", bytes("e")));
    assertThat(received.nested()).isNotNull();
    assertThat(received.nested().bytes()).containsExactly(6);
    assertThat(received.nested().buffer()).isEqualTo(bytes("g"));
    assertThat(received.nested().text().text()).isEqualTo("[1.0]");
    assertThat(received.text().text()).isEqualTo("{\"_placeholder\":true,\"num\":7}");
    assertThat(received.text().attachments().get(7)).isEqualTo(bytes("t"));
  }

  @Test
  void bindsBinaryInsideOfGenericTypesAndBeansAndObjects() throws Exception {
    Arguments binary =
        roundTrip(
            List.of(new byte[] {1}, new byte[] {2}),
            Map.of("name", "n", "data", new byte[] {3}),
            Map.of("deep", List.of(new byte[] {4})));

    assertThat(BINDING.<List<byte[]>>bind(binary, 0, new TypeOf<List<byte[]>>() {}.get()))
        .usingElementComparator(Arrays::compare)
        .containsExactly(new byte[] {1}, new byte[] {2});
    assertThat(BINDING.<byte[][]>bind(binary, 0, byte[][].class))
        .isDeepEqualTo(new byte[][] {{1}, {2}});
    Bean bean = BINDING.bind(binary, 1, Bean.class);
    assertThat(bean).isNotNull();
    assertThat(bean.data).containsExactly(3);
    assertThat(BINDING.<Object>bind(binary, 2, Object.class))
        .isEqualTo(Map.of("deep", List.of(ByteBuffer.wrap(new byte[] {4}))));
  }

  @Test
  void plainJsonBringsBinaryAsBase64() throws Exception {
    assertThat(this.<byte[]>bind("{\"base64\":\"AQI=\"}", byte[].class)).containsExactly(1, 2);
    assertThat(this.<ByteBuffer>bind("{\"base64\":\"AQI=\"}", ByteBuffer.class))
        .isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
    assertThat(this.<byte[]>bind("null", byte[].class)).isNull();
    Bean bean = bind("{\"data\":{\"base64\":\"AQ==\"}}", Bean.class);
    assertThat(bean).isNotNull();
    assertThat(bean.data).containsExactly(1);
    assertRefused("{\"base64\":\"!\"}", byte[].class, "it is an object (JsonbException)");
    assertRefused("[1,2]", byte[].class, "it is an array (JsonbException)");
    assertRefused("\"AQ==\"", ByteBuffer.class, "it is a string");
    assertRefused(
        "{\"_placeholder\":true,\"num\":0}", byte[].class, "it is an object (JsonbException)");
  }

  @Test
  void failuresNameIndexAndTypeButNeverThePayload() {
    for (String json :
        List.of(
            "{\"alpha\":\"secret\"}", "\"secret\"", "[\"secret\"]", "{\"alpha\":[\"secret\"]}")) {
      assertThatThrownBy(() -> bind(json, Inner.class))
          .isInstanceOf(JsonBindingException.class)
          .hasMessageStartingWith("argument 0 can't be bound to " + Inner.class.getName())
          .hasNoCause()
          .message()
          .doesNotContain("secret");
    }
    assertThatThrownBy(() -> bind("{\"id\":-1}", Strict.class))
        .isInstanceOf(JsonBindingException.class)
        .hasMessageEndingWith("it is an object (IllegalArgumentException)")
        .hasNoCause();
    assertThatThrownBy(() -> bind("\"secret\"", Color.class))
        .isInstanceOf(JsonBindingException.class)
        .message()
        .doesNotContain("secret");
  }

  @Test
  void fromJsonChecksTheTextFirst() {
    assertThat(BINDING.<Inner>fromJson(" {\"zeta\":\"x\",\"alpha\":1} ", Inner.class))
        .isEqualTo(new Inner("x", 1));
    assertThat(BINDING.<String>fromJson("\"x\"", String.class)).isEqualTo("x");
    assertThatThrownBy(() -> BINDING.fromJson("{secret", Object.class))
        .isInstanceOf(JsonBindingException.class)
        .hasMessage("invalid JSON at index 1: not a key");
    assertThatThrownBy(() -> BINDING.fromJson("\"secret\"", int.class))
        .isInstanceOf(JsonBindingException.class)
        .hasMessage("JSON can't be bound to int: it is a string (NumberFormatException)");
  }

  @Test
  void whatIsReceivedIsEmittedAgainByteForByte() throws Exception {
    String text = "2[\"message\",1,\"2\",{\"3\":[true]},1.0,{ \"é\" : \"\\u00e9\" }]";
    Arguments arguments = arguments(text);
    Object[] values = new Object[arguments.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = BINDING.value(arguments, i);
    }

    EncodedPacket echo = ENCODER.event("/", -1, "message", BINDING.encode(values));
    assertThat(echo.packets().get(0).encodedText()).isEqualTo("4" + text);
  }

  @Test
  void binaryThatIsReceivedIsEmittedAgainByteForByte() throws Exception {
    String text =
        "52-[\"m\",{\"a\":{\"_placeholder\":true,\"num\":0}},{\"_placeholder\":true,\"num\":1}]";
    PacketDecoder decoder = new DefaultParser().decoder(new DecoderLimits(10, 10, 100));
    assertThat(decoder.add(text, 0)).isNull();
    assertThat(decoder.add(bytes("x"))).isNull();
    Event event = (Event) decoder.add(bytes("y"));
    assertThat(event).isNotNull();

    EncodedArguments again =
        BINDING.encode(BINDING.value(event.arguments(), 0), BINDING.value(event.arguments(), 1));
    EncodedPacket echo = ENCODER.event("/", -1, "m", again);
    assertThat(echo.packets().get(0).encodedText()).isEqualTo("4" + text);
    assertThat(echo.packets().get(1).binary()).isEqualTo(bytes("x"));
    assertThat(echo.packets().get(2).binary()).isEqualTo(bytes("y"));
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // As in the class under test.
  private <T> @Nullable T bind(String json, Type type) throws Exception {
    return BINDING.bind(arguments("2[\"a\"," + json + "]"), 0, type);
  }

  private void assertRefused(String json, Type type, String message) throws Exception {
    Arguments arguments = arguments("2[\"a\"," + json + "]");
    assertThatThrownBy(() -> BINDING.bind(arguments, 0, type))
        .isInstanceOf(JsonBindingException.class)
        .hasMessageContaining(message)
        .hasNoCause();
  }

  private static Arguments arguments(String text) throws Exception {
    Event event = (Event) new DefaultParser().decoder(new DecoderLimits(10, 100, 100)).add(text, 0);
    assertThat(event).isNotNull();
    return event.arguments();
  }

  /** What arrives when these arguments are sent. */
  private static Arguments roundTrip(Object... args) throws Exception {
    EncodedPacket packet = ENCODER.event("/", -1, "a", BINDING.encode(args));
    PacketDecoder decoder = new DefaultParser().decoder(new DecoderLimits(100, 100, 100));
    Object decoded = decoder.add(packet.packets().get(0).encodedText(), 1);
    for (int i = 1; i < packet.packets().size(); i++) {
      decoded = decoder.add(packet.packets().get(i).binary());
    }
    assertThat(decoded).isInstanceOf(Event.class);
    return ((Event) decoded).arguments();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void wholeNumbersInsideARecordAreExact() {
    Whole whole =
        BINDING.fromJson(
            "{\"i\":-2147483648,\"boxed\":3.0,\"l\":9223372036854775807,\"s\":100,\"b\":\"5\","
                + "\"list\":[1,null],\"map\":{\"x\":2}}",
            Whole.class);

    assertThat(whole)
        .isEqualTo(
            new Whole(
                Integer.MIN_VALUE,
                3,
                Long.MAX_VALUE,
                (short) 100,
                (byte) 5,
                Arrays.asList(1, null),
                Map.of("x", 2L)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"i\":2147483648}",
        "{\"i\":1.5}",
        "{\"i\":true}",
        "{\"i\":[]}",
        "{\"i\":{}}",
        "{\"i\":\"x\"}",
        "{\"boxed\":-2147483649}",
        "{\"l\":9223372036854775808}",
        "{\"l\":1e999999999}",
        "{\"s\":32768}",
        "{\"b\":128}",
        "{\"list\":[4294967297]}",
        "{\"map\":{\"x\":0.5}}"
      })
  void wholeNumberInsideARecordThatDoesNotFitIsRefused(String json) {
    assertThatThrownBy(() -> BINDING.fromJson(json, Whole.class))
        .isInstanceOf(JsonBindingException.class);
  }
}
