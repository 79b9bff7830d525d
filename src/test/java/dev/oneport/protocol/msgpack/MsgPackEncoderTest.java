package dev.oneport.protocol.msgpack;

import static dev.oneport.protocol.socketio.SocketIoPacket.NO_ACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.oneport.JsonText;
import dev.oneport.protocol.EncodedPacket;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.PacketEncoder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes are what socket.io-msgpack-parser 3.0.2 with notepack.io 2.2.0 writes. */
class MsgPackEncoderTest {

  private static final JsonBinding JSON = JsonBinding.create();
  private static final PacketEncoder ENCODER = new MsgPackParser().encoder();

  @AfterAll
  static void close() {
    JSON.close();
  }

  private static String hex(EncodedPacket packet) {
    assertThat(packet.packets()).hasSize(1);
    ByteBuffer message = packet.packets().get(0).binary();
    byte[] bytes = new byte[message.remaining()];
    message.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String argument(@Nullable Object value) {
    String event =
        hex(ENCODER.event("/", NO_ACK, "m", JSON.encode(new @Nullable Object[] {value})));
    String before = "83a47479706502a46461746192a16d";
    String after = "a36e7370a12f";
    assertThat(event).startsWith(before).endsWith(after);
    return event.substring(before.length(), event.length() - after.length());
  }

  @Test
  void connect() {
    assertThat(hex(ENCODER.connect("/", "{\"sid\":\"abc\"}")))
        .isEqualTo("83a47479706500a46461746181a3736964a3616263a36e7370a12f");
    assertThat(hex(ENCODER.connect("/x", null))).isEqualTo("82a47479706500a36e7370a22f78");
  }

  @Test
  void disconnect() {
    assertThat(hex(ENCODER.disconnect("/"))).isEqualTo("82a47479706501a36e7370a12f");
  }

  @Test
  void connectError() {
    assertThat(hex(ENCODER.connectError("/g", "{\"message\":\"no\",\"data\":{\"code\":1}}")))
        .isEqualTo(
            "83a47479706504a46461746182a76d657373616765a26e6fa46461746181a4636f646501"
                + "a36e7370a22f67");
  }

  @Test
  void event() {
    assertThat(hex(ENCODER.event("/chat", NO_ACK, "said", JSON.encode("hé", 2))))
        .isEqualTo("83a47479706502a46461746193a473616964a368c3a902a36e7370a52f63686174");
    assertThat(hex(ENCODER.event("/", NO_ACK, "a", EncodedArguments.EMPTY)))
        .isEqualTo("83a47479706502a46461746191a161a36e7370a12f");
  }

  @Test
  void eventWithAckId() {
    assertThat(hex(ENCODER.event("/chat", 300, "q", JSON.encode(6))))
        .isEqualTo("84a47479706502a46461746192a17106a26964cd012ca36e7370a52f63686174");
  }

  @Test
  void ack() {
    assertThat(hex(ENCODER.ack("/", 5, JSON.encode(1, "x"))))
        .isEqualTo("84a47479706503a4646174619201a178a2696405a36e7370a12f");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ENCODER.ack("/", NO_ACK, EncodedArguments.EMPTY));
  }

  static Stream<Arguments> values() {
    Map<String, Object> nested = new LinkedHashMap<>();
    nested.put("a", List.of(3));
    return Stream.of(
        Arguments.of(0, "00"),
        Arguments.of(127, "7f"),
        Arguments.of(128, "cc80"),
        Arguments.of(255, "ccff"),
        Arguments.of(256, "cd0100"),
        Arguments.of(65535, "cdffff"),
        Arguments.of(65536, "ce00010000"),
        Arguments.of(4294967295L, "ceffffffff"),
        Arguments.of(4294967296L, "cf0000000100000000"),
        Arguments.of(9007199254740991L, "cf001fffffffffffff"),
        Arguments.of(new BigInteger("10000000000000000000"), "cf8ac7230489e80000"),
        Arguments.of(-1, "ff"),
        Arguments.of(-32, "e0"),
        Arguments.of(-33, "d0df"),
        Arguments.of(-128, "d080"),
        Arguments.of(-129, "d1ff7f"),
        Arguments.of(-32768, "d18000"),
        Arguments.of(-32769, "d2ffff7fff"),
        Arguments.of(Integer.MIN_VALUE, "d280000000"),
        Arguments.of(-2147483649L, "d3ffffffff7fffffff"),
        Arguments.of(-9007199254740991L, "d3ffe0000000000001"),
        Arguments.of(1.0, "01"),
        Arguments.of(1.5, "cb3ff8000000000000"),
        Arguments.of(0.1, "cb3fb999999999999a"),
        Arguments.of(0.1f, "cb3fb999999999999a"),
        Arguments.of(-1e-7, "cbbe7ad7f29abcaf48"),
        Arguments.of(-0.0, "00"),
        // Where notepack overflows, the number itself.
        Arguments.of(1e21, "cb444b1ae4d6e2ef50"),
        Arguments.of(new BigDecimal("1E+999999999"), "cb7ff0000000000000"),
        Arguments.of(new BigDecimal("10.00"), "0a"),
        Arguments.of(new BigDecimal("1E+3"), "cd03e8"),
        Arguments.of(Double.NaN, "c0"),
        Arguments.of(true, "c3"),
        Arguments.of(false, "c2"),
        Arguments.of(null, "c0"),
        Arguments.of("", "a0"),
        Arguments.of("é€😀", "a9c3a9e282acf09f9880"),
        Arguments.of("\u0000\u001f", "a2001f"),
        Arguments.of("\u2028", "a3e280a8"),
        Arguments.of("\"\\\n", "a3225c0a"),
        Arguments.of("a\ud800b", "a561efbfbd62"),
        Arguments.of("x".repeat(31), "bf" + "78".repeat(31)),
        Arguments.of("x".repeat(32), "d920" + "78".repeat(32)),
        Arguments.of("x".repeat(256), "da0100" + "78".repeat(256)),
        Arguments.of("x".repeat(65536), "db00010000" + "78".repeat(65536)),
        Arguments.of(Instant.ofEpochMilli(1700000000123L), "d7000000018bcfe5687b"),
        Arguments.of(Instant.EPOCH, "d7000000000000000000"),
        Arguments.of(Instant.ofEpochMilli(-1), "d700ffffffffffffffff"),
        Arguments.of("1970-01-01T00:00:00.000Z", "b8" + ascii("1970-01-01T00:00:00.000Z")),
        Arguments.of(List.of(), "90"),
        Arguments.of(Map.of(), "80"),
        Arguments.of(List.of(1, List.of(2, nested)), "9201920281a1619103"),
        Arguments.of(new int[16], "dc0010" + "00".repeat(16)),
        Arguments.of(new int[65536], "dd00010000" + "00".repeat(65536)),
        Arguments.of(new byte[] {1, 2, 3}, "c403010203"),
        Arguments.of(new byte[0], "c400"),
        Arguments.of(new byte[256], "c50100" + "00".repeat(256)),
        Arguments.of(new byte[65536], "c600010000" + "00".repeat(65536)),
        Arguments.of(JsonText.of(" [ 1 , { \"a\" : [ ] } , \"]\" ] "), "930181a16190a15d"));
  }

  private static String ascii(String text) {
    return HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @MethodSource
  void values(@Nullable Object value, String hex) {
    assertThat(argument(value)).isEqualTo(hex);
  }

  @SuppressWarnings("ArrayRecordComponent") // As applications have it.
  record Order(int id, Instant at, byte @Nullable [] image, @Nullable String note) {}

  @Test
  void datesAndBinaryInRecordsBesideOthers() {
    EncodedArguments arguments =
        JSON.encode(
            "x",
            new Order(1, Instant.EPOCH, new byte[] {7}, null),
            List.of(Instant.EPOCH, "s"),
            new byte[] {8});
    assertThat(hex(ENCODER.event("/", NO_ACK, "name", arguments)))
        .isEqualTo(
            "83a47479706502a46461746195a46e616d65a178"
                + "84a2696401a26174d7000000000000000000a5696d616765c40107a46e6f7465c0"
                + "92d7000000000000000000a173c40108a36e7370a12f");
    assertThat(hex(ENCODER.ack("/", 1, arguments)))
        .startsWith("84a47479706503a46461746194a178")
        .contains("d7000000000000000000");
  }

  @Test
  void partUsedTwice() {
    List<ByteBuffer> parts = List.of(ByteBuffer.wrap(new byte[] {9}));
    JsonText text =
        JsonText.of(
            "[{\"_placeholder\":true,\"num\":0},{\"a\":{\"num\":0,\"_placeholder\":true}}]", parts);
    assertThat(argument(text)).isEqualTo("92c4010981a161c40109");
  }

  @Test
  void depthCostsNoStack() {
    int depth = 990;
    assertThat(argument(JsonText.of("[".repeat(depth) + "]".repeat(depth))))
        .isEqualTo("91".repeat(depth - 1) + "90");
  }

  @ParameterizedTest
  @CsvSource({"15,8f", "16,de0010", "65536,df00010000"})
  void sizesOfMaps(int size, String header) {
    Map<String, Integer> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      map.put(Integer.toString(i), i);
    }
    assertThat(argument(map)).startsWith(header + "a13000a13101");
  }

  @Test
  void arraysOfObjects() {
    assertThat(argument(Arrays.asList(null, "a", null))).isEqualTo("93c0a161c0");
  }
}
