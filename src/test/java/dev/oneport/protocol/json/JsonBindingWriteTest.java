package dev.oneport.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oneport.JsonBindingException;
import dev.oneport.JsonText;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.annotation.JsonbDateFormat;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTransient;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class JsonBindingWriteTest {

  private static final JsonBinding BINDING = JsonBinding.create();
  private static final Instant INSTANT = Instant.parse("2024-02-29T12:34:56.789654321Z");
  private static final String INSTANT_JSON = "\"2024-02-29T12:34:56.789Z\"";

  enum Color {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "verdant";
      }
    }
  }

  record Inner(String zeta, int alpha) {}

  record Everything(
      String z,
      int a,
      List<Inner> inners,
      Map<String, Inner> byName,
      Optional<String> nothing,
      Optional<Inner> something,
      LocalDate day,
      Instant at,
      Color color,
      @Nullable Inner none,
      double whole,
      float nan) {}

  record Dates(
      Date date,
      Instant instant,
      OffsetDateTime offset,
      ZonedDateTime zoned,
      List<Instant> list,
      Map<String, Date> map,
      Optional<Instant> optional) {}

  record Generic<T>(T value, List<T> values) {}

  record Empty() {}

  public static class Base {
    public int zebra = 1;
    private String hidden = "hidden";
    public transient int skipped = 3;
    public static int shared = 4;

    public String hidden() {
      return hidden;
    }
  }

  public static class Bean extends Base {
    private final String title = "t";
    private final boolean open = true;
    public byte @Nullable [] data = {1};
    public double nan = Double.NaN;
    public @Nullable Object any;

    public String getTitle() {
      return title + "!";
    }

    public boolean isOpen() {
      return open;
    }

    public String getYield() {
      return "virtual y";
    }

    public int getAge() {
      return 7;
    }

    public String getParametrised(int i) {
      return "no property" + i;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // Applications do it.
  public record Annotated(
      @JsonbProperty("renamed") String name,
      @JsonbDateFormat("yyyy") LocalDate year,
      Instant at,
      Date date,
      OffsetDateTime offset,
      ZonedDateTime zoned,
      GregorianCalendar calendar,
      byte[] bytes,
      ByteBuffer buffer,
      List<byte[]> list,
      JsonText text,
      @Nullable String none) {}

  public static class AnnotatedBean {
    public int b = 1;
    @JsonbTransient public String secret = "secret";
    public Map<String, Object> a = new TreeMap<>(Map.of("x", new byte[] {9}));
  }

  public record AnnotatedText(@JsonbProperty("t") String text) {}

  public static class Failing {
    public String getName() {
      throw new IllegalStateException("broken getter");
    }
  }

  @AfterAll
  static void close() {
    BINDING.close();
  }

  @Test
  void writesScalars() {
    assertThat(json(null, true, false, "a\"b", 'c', CharBuffer.wrap("sb")))
        .isEqualTo("null,true,false,\"a\\\"b\",\"c\",\"sb\"");
    assertThat(json()).isEmpty();
    assertThat(json((Object[]) null)).as("emit(event, null) in Java").isEqualTo("null");
  }

  @Test
  void integersStayIntegers() {
    assertThat(json(1, -2L, (short) 3, (byte) 4, Long.MAX_VALUE, new AtomicInteger(5)))
        .isEqualTo("1,-2,3,4,9223372036854775807,5");
    assertThat(json(new BigInteger("12345678901234567890"), new BigDecimal("1.50")))
        .isEqualTo("12345678901234567890,1.50");
  }

  @Test
  void floatingPointFollowsJavaScript() {
    assertThat(json(1.0, -0.0, 1e15, 1.5, 0.1f, 2f)).isEqualTo("1,0,1000000000000000,1.5,0.1,2");
    assertThat(json(Double.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY))
        .isEqualTo("null,null,null");
    assertThat(Double.parseDouble(json(Double.MAX_VALUE))).isEqualTo(Double.MAX_VALUE);
    assertThat(Double.parseDouble(json(Double.MIN_VALUE))).isEqualTo(Double.MIN_VALUE);
    assertThat(Double.parseDouble(json(1e300))).isEqualTo(1e300);
  }

  @Test
  void writesContainersInOrder() {
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    map.put("z", 1);
    map.put(2, null);
    map.put(Color.GREEN, List.of());
    assertThat(json(map)).isEqualTo("{\"z\":1,\"2\":null,\"GREEN\":[]}");
    assertThat(json(Arrays.asList(1, null, "a"), new int[] {1, 2}, new double[0]))
        .isEqualTo("[1,null,\"a\"],[1,2],[]");
    assertThat(json(new Object[] {new String[] {"a"}, new long[][] {{1}, {}}}, Map.of()))
        .as("arguments are the elements of an array that is passed whole")
        .isEqualTo("[[\"a\"],[[1],[]]],{}");
  }

  @Test
  void writesOptionals() {
    assertThat(json(Optional.of(1), Optional.empty(), OptionalInt.of(1), OptionalInt.empty()))
        .isEqualTo("1,null,1,null");
    assertThat(json(OptionalLong.of(2), OptionalLong.empty(), OptionalDouble.of(0.5)))
        .isEqualTo("2,null,0.5");
    assertThat(json(OptionalDouble.empty())).isEqualTo("null");
  }

  @Test
  void pointsInTimeLookLikeJavaScripts() {
    assertThat(
            json(
                INSTANT,
                Date.from(INSTANT),
                new java.sql.Timestamp(INSTANT.toEpochMilli()),
                INSTANT.atOffset(ZoneOffset.ofHours(5)),
                INSTANT.atZone(ZoneId.of("Europe/Vienna")),
                GregorianCalendar.from(INSTANT.atZone(ZoneId.of("Asia/Tokyo")))))
        .isEqualTo(String.join(",", Collections.nCopies(6, INSTANT_JSON)));
  }

  @Test
  void pointsInTimeHaveThreeDigitsAndSignedYears() {
    assertThat(json(Instant.EPOCH)).isEqualTo("\"1970-01-01T00:00:00.000Z\"");
    assertThat(json(Instant.parse("+10000-01-01T00:00:00Z")))
        .isEqualTo("\"+010000-01-01T00:00:00.000Z\"");
    assertThat(json(Instant.parse("-0001-01-01T00:00:00Z")))
        .isEqualTo("\"-000001-01-01T00:00:00.000Z\"");
    assertThat(json(Instant.parse("0000-01-01T00:00:00Z")))
        .isEqualTo("\"0000-01-01T00:00:00.000Z\"");
  }

  @Test
  void otherTypesOfThePlatformAreLeftToJsonb() {
    assertThat(
            json(
                LocalDate.of(2024, 1, 2),
                LocalDateTime.of(2024, 1, 2, 3, 4),
                Duration.ofSeconds(5),
                UUID.fromString("00000000-0000-0001-0000-000000000002"),
                URI.create("http://a/")))
        .isEqualTo(
            "\"2024-01-02\",\"2024-01-02T03:04:00\",\"PT5S\","
                + "\"00000000-0000-0001-0000-000000000002\",\"http://a/\"");
    assertThat(json(Path.of("a", "b"))).isEqualTo("\"a/b\"");
  }

  @Test
  void recordsKeepTheOrderOfTheirComponents() {
    Inner inner = new Inner("q", 2);
    assertThat(
            json(
                new Everything(
                    "z",
                    1,
                    List.of(inner),
                    Map.of("k", inner),
                    Optional.empty(),
                    Optional.of(inner),
                    LocalDate.of(2024, 1, 2),
                    INSTANT,
                    Color.GREEN,
                    null,
                    2.0,
                    Float.NaN)))
        .isEqualTo(
            "{\"z\":\"z\",\"a\":1,\"inners\":[{\"zeta\":\"q\",\"alpha\":2}],"
                + "\"byName\":{\"k\":{\"zeta\":\"q\",\"alpha\":2}},\"nothing\":null,"
                + "\"something\":{\"zeta\":\"q\",\"alpha\":2},\"day\":\"2024-01-02\",\"at\":"
                + INSTANT_JSON
                + ",\"color\":\"GREEN\",\"none\":null,\"whole\":2,\"nan\":null}");
    assertThat(json(new Generic<>(inner, List.of(inner)), new Empty()))
        .isEqualTo(
            "{\"value\":{\"zeta\":\"q\",\"alpha\":2},\"values\":[{\"zeta\":\"q\",\"alpha\":2}]},{}");
  }

  @Test
  void nestedPointsInTimeLookLikeJavaScripts() {
    assertThat(
            json(
                new Dates(
                    Date.from(INSTANT),
                    INSTANT,
                    INSTANT.atOffset(ZoneOffset.MAX),
                    INSTANT.atZone(ZoneId.of("Europe/Vienna")),
                    List.of(INSTANT),
                    Map.of("a", Date.from(INSTANT)),
                    Optional.of(INSTANT))))
        .isEqualTo(
            "{\"date\":D,\"instant\":D,\"offset\":D,\"zoned\":D,\"list\":[D],\"map\":{\"a\":D},\"optional\":D}"
                .replace("D", INSTANT_JSON));
  }

  @Test
  void beansKeepTheOrderOfTheirFields() {
    Bean bean = new Bean();
    bean.any = new Bean();
    ((Bean) bean.any).data = null;
    EncodedArguments encoded = BINDING.encode(bean);

    assertThat(encoded.json())
        .isEqualTo(
            "{\"zebra\":1,\"title\":\"t!\",\"open\":true,\"data\":{\"_placeholder\":true,\"num\":0},"
                + "\"nan\":null,\"any\":{\"zebra\":1,\"title\":\"t!\",\"open\":true,\"data\":null,\"nan\":null,\"any\":null,\"age\":7,\"yield\":\"virtual"
                + " y\"},\"age\":7,\"yield\":\"virtual y\"}");
    assertThat(encoded.attachments()).containsExactly(ByteBuffer.wrap(new byte[] {1}));
  }

  @Test
  void beansHaveThePropertiesThatJsonbGivesThem() throws Exception {
    Bean bean = new Bean();
    bean.data = null;
    bean.nan = 0.5;
    Jsonb jsonb = JsonbBuilder.create(JsonbAdapters.config());
    assertThat(new TreeMap<>((Map<?, ?>) read(json(bean))))
        .isEqualTo(new TreeMap<>((Map<?, ?>) read(jsonb.toJson(bean))));
    jsonb.close();
  }

  @Test
  void annotatedClassesAreLeftToJsonb() {
    EncodedArguments encoded =
        BINDING.encode(
            new byte[] {7},
            new Annotated(
                "n",
                LocalDate.of(2024, 1, 2),
                INSTANT,
                Date.from(INSTANT),
                INSTANT.atOffset(ZoneOffset.MAX),
                INSTANT.atZone(ZoneId.of("Europe/Vienna")),
                GregorianCalendar.from(INSTANT.atZone(ZoneId.of("Asia/Tokyo"))),
                new byte[] {1},
                ByteBuffer.wrap(new byte[] {2}),
                List.of(new byte[] {3}, new byte[] {4}),
                JsonText.of(
                    "{\"n\":1.50,\"b\":{\"_placeholder\":true,\"num\":0}}",
                    List.of(ByteBuffer.wrap(new byte[] {5}))),
                null));

    assertThat(encoded.json())
        .isEqualTo(
            ("{\"_placeholder\":true,\"num\":0},{\"at\":D,\"buffer\":{\"_placeholder\":true,\"num\":1},"
                    + "\"bytes\":{\"_placeholder\":true,\"num\":2},\"calendar\":D,\"date\":D,"
                    + "\"list\":[{\"_placeholder\":true,\"num\":3},{\"_placeholder\":true,\"num\":4}],"
                    + "\"none\":null,\"offset\":D,\"renamed\":\"n\","
                    + "\"text\":{\"n\":1.50,\"b\":{\"_placeholder\":true,\"num\":5}},"
                    + "\"year\":\"2024\",\"zoned\":D}")
                .replace("D", INSTANT_JSON));
    assertThat(encoded.attachments())
        .extracting(buffer -> buffer.get(0))
        .containsExactly((byte) 7, (byte) 2, (byte) 1, (byte) 3, (byte) 4, (byte) 5);
  }

  @Test
  void annotatedClassInsideOfPlainOne() {
    EncodedArguments encoded =
        BINDING.encode(new Generic<>(new AnnotatedBean(), List.of(new AnnotatedBean())));

    assertThat(encoded.json())
        .isEqualTo(
            "{\"value\":{\"a\":{\"x\":{\"_placeholder\":true,\"num\":0}},\"b\":1},"
                + "\"values\":[{\"a\":{\"x\":{\"_placeholder\":true,\"num\":1}},\"b\":1}]}");
    assertThat(encoded.attachments()).hasSize(2);
  }

  @Test
  void unpairedSurrogatesAreEscapedEvenByJsonb() {
    assertThat(json("\ud800", new Inner("\udc00", 1), new AnnotatedText("a\ud800b\u2028")))
        .isEqualTo("\"\\ud800\",{\"zeta\":\"\\udc00\",\"alpha\":1},{\"t\":\"a\\ud800b\u2028\"}");
  }

  @Test
  void writesJsonValues() {
    JsonValue value =
        Json.createObjectBuilder()
            .add("z", 1)
            .add("a", Json.createArrayBuilder().add(1.50).addNull().add(true).add("x\ud800"))
            .build();
    assertThat(json(value, JsonValue.NULL, JsonValue.TRUE, Json.createValue("s")))
        .isEqualTo("{\"z\":1,\"a\":[1.5,null,true,\"x\\ud800\"]},null,true,\"s\"");
  }

  @Test
  void numbersBinaryDepthFirst() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("list", List.of(new byte[] {2}, Map.of("deep", new byte[] {3})));
    map.put("last", ByteBuffer.wrap(new byte[] {4}));
    EncodedArguments encoded = BINDING.encode("a", new byte[] {1}, map, new byte[] {5});

    assertThat(encoded.json())
        .isEqualTo(
            "\"a\",{\"_placeholder\":true,\"num\":0},{\"list\":[{\"_placeholder\":true,\"num\":1},"
                + "{\"deep\":{\"_placeholder\":true,\"num\":2}}],\"last\":{\"_placeholder\":true,\"num\":3}},"
                + "{\"_placeholder\":true,\"num\":4}");
    assertThat(encoded.attachments())
        .extracting(buffer -> buffer.get(0))
        .containsExactly((byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5);
  }

  @Test
  void binaryIsCopiedUnlessReadOnly() {
    byte[] bytes = {1, 2, 3};
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, 1);
    ByteBuffer readOnly = buffer.asReadOnlyBuffer();
    List<ByteBuffer> attachments = BINDING.encode(bytes, buffer, readOnly).attachments();
    bytes[0] = 9;
    bytes[1] = 9;

    assertThat(attachments.get(0)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    assertThat(attachments.get(1)).isEqualTo(ByteBuffer.wrap(new byte[] {2}));
    assertThat(attachments.get(2)).as("shared").isEqualTo(ByteBuffer.wrap(new byte[] {9}));
    assertThat(attachments).allMatch(ByteBuffer::isReadOnly);
    assertThat(buffer.position()).isEqualTo(1);
    assertThat(readOnly.position()).isEqualTo(1);
  }

  @Test
  void jsonTextIsWrittenByteForByte() {
    String text = "{ \"b\":1.0,\"a\" : [1e5,\"\\u0041\"] }";
    assertThat(json(JsonText.of(text), List.of(JsonText.of("1E2")))).isEqualTo(text + ",[1E2]");
  }

  @Test
  void jsonTextBringsItsAttachmentsAndRenumbersThem() {
    JsonText text =
        JsonText.of(
            "[{\"num\":1,\"_placeholder\":true},{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]",
            List.of(ByteBuffer.wrap(new byte[] {0}), ByteBuffer.wrap(new byte[] {1})));
    EncodedArguments encoded = BINDING.encode(new byte[] {7}, text);

    assertThat(encoded.json())
        .isEqualTo(
            "{\"_placeholder\":true,\"num\":0},[{\"num\":1,\"_placeholder\":true},"
                + "{\"_placeholder\":true,\"num\":2},{\"_placeholder\":true,\"num\":1}]");
    assertThat(encoded.attachments())
        .extracting(buffer -> buffer.get(0))
        .as("what is used twice travels once")
        .containsExactly((byte) 7, (byte) 1, (byte) 0);
  }

  @Test
  void toJsonWritesBinaryAsBase64() {
    assertThat(BINDING.toJson(Map.of("a", new byte[] {1})))
        .isEqualTo("{\"a\":{\"base64\":\"AQ==\"}}");
    assertThat(BINDING.toJson(null)).isEqualTo("null");
    assertThat(BINDING.toJson("é")).isEqualTo("\"é\"");
  }

  @Test
  void cyclesAreRefused() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    Bean bean = new Bean();
    bean.any = bean;

    assertThatThrownBy(() -> BINDING.encode("a", list))
        .isInstanceOf(JsonBindingException.class)
        .hasMessage("argument 1 of java.util.ArrayList can't be written as JSON");
    assertThatThrownBy(() -> BINDING.encode(bean)).isInstanceOf(JsonBindingException.class);
    assertThatThrownBy(() -> BINDING.toJson(bean)).isInstanceOf(JsonBindingException.class);
  }

  @Test
  void failingGettersAreNamed() {
    assertThatThrownBy(() -> BINDING.encode(new Failing()))
        .isInstanceOf(JsonBindingException.class)
        .hasMessage("argument 0 of " + Failing.class.getName() + " can't be written as JSON")
        .hasStackTraceContaining("getName of " + Failing.class.getName() + " failed")
        .hasRootCauseMessage("broken getter");
  }

  private static String json(@Nullable Object @Nullable ... args) {
    return BINDING.encode(args).json();
  }

  private static @Nullable Object read(String json) {
    return BINDING.fromJson(json, Object.class);
  }
}
