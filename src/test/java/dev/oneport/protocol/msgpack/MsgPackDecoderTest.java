package dev.oneport.protocol.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.PacketFormatException.Reason;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.Arguments;
import dev.oneport.protocol.socketio.DecoderLimits;
import dev.oneport.protocol.socketio.PacketDecoder;
import dev.oneport.protocol.socketio.SocketIoPacket;
import dev.oneport.protocol.socketio.SocketIoPacket.Ack;
import dev.oneport.protocol.socketio.SocketIoPacket.Connect;
import dev.oneport.protocol.socketio.SocketIoPacket.ConnectError;
import dev.oneport.protocol.socketio.SocketIoPacket.Disconnect;
import dev.oneport.protocol.socketio.SocketIoPacket.Event;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes are what socket.io-msgpack-parser 3.0.2 with notepack.io 2.2.0 writes. */
public class MsgPackDecoderTest {

  private static final String TYPE = "a474797065";
  private static final String NSP = "a36e7370";
  private static final String DATA = "a464617461";
  private static final String ID = "a26964";
  private static final String ROOT = NSP + "a12f";

  /** 2 attachments, depth 4, names of 5. */
  private final PacketDecoder decoder = new MsgPackParser().decoder(new DecoderLimits(2, 4, 5));

  private SocketIoPacket decode(String hex) throws PacketFormatException {
    SocketIoPacket packet = decoder.add(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    assertThat(packet).isNotNull();
    return packet;
  }

  /** The one argument of an event of this value. */
  private Arguments argument(String hex) throws PacketFormatException {
    Event event = (Event) decode("83" + TYPE + "02" + DATA + "92a16d" + hex + ROOT);
    assertThat(event.arguments().size()).isEqualTo(1);
    return event.arguments();
  }

  private void refused(String hex, Reason reason) {
    assertThatExceptionOfType(PacketFormatException.class)
        .isThrownBy(() -> decode(hex))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private void refusedArgument(String hex, Reason reason) {
    refused("83" + TYPE + "02" + DATA + "92a16d" + hex + ROOT, reason);
  }

  @Test
  void connectWithoutDataHasItUndefined() throws PacketFormatException {
    assertThat(decode("83a47479706500a464617461d40000a36e7370a12f"))
        .isEqualTo(new Connect("/", null, null));
  }

  @Test
  void connectWithAuth() throws PacketFormatException {
    assertThat(decode("83a47479706500a46461746181a5746f6b656ea178a36e7370a62f61646d696e"))
        .isEqualTo(new Connect("/admin", null, "{\"token\":\"x\"}"));
  }

  @Test
  void binaryInAuthIsBase64() throws PacketFormatException {
    assertThat(decode("83" + TYPE + "00" + DATA + "81a16bc403010203" + ROOT))
        .isEqualTo(new Connect("/", null, "{\"k\":{\"base64\":\"AQID\"}}"));
  }

  @Test
  void disconnectWithAndWithoutTheKey() throws PacketFormatException {
    assertThat(decode("82a47479706501a36e7370a12f")).isEqualTo(new Disconnect("/"));
    assertThat(decode("83a47479706501a464617461d40000a36e7370a22f78"))
        .isEqualTo(new Disconnect("/x"));
  }

  @Test
  void eventWithOptionsThatNobodyLooksAt() throws PacketFormatException {
    Event event =
        (Event)
            decode(
                "84a47479706502a46461746193a1610181a162c40101a76f7074696f6e7381a8636f6d7072657373c3"
                    + "a36e7370a12f");
    assertThat(event.namespace()).isEqualTo("/");
    assertThat(event.name()).isEqualTo("a");
    assertThat(event.ackId()).isEqualTo(SocketIoPacket.NO_ACK);
    assertThat(event.arguments().json(0)).isEqualTo("1");
    assertThat(event.arguments().json(1)).isEqualTo("{\"b\":{\"_placeholder\":true,\"num\":0}}");
    assertThat(event.arguments().attachments()).containsExactly(ByteBuffer.wrap(new byte[] {1}));
  }

  @Test
  void eventWithAckId() throws PacketFormatException {
    Event event =
        (Event)
            decode(
                "85a47479706502a46461746191a161a76f7074696f6e7381a8636f6d7072657373c3a2696407"
                    + "a36e7370a22f78");
    assertThat(event.ackId()).isEqualTo(7);
    assertThat(event.namespace()).isEqualTo("/x");
    assertThat(event.arguments().size()).isZero();
  }

  @Test
  void numberAsName() throws PacketFormatException {
    Event event = (Event) decode("83" + TYPE + "02" + DATA + "9107" + ROOT);
    assertThat(event.name()).isEqualTo("7");
  }

  @Test
  void ack() throws PacketFormatException {
    Ack ack = (Ack) decode("84a47479706503a4646174619201a178a2696405a36e7370a12f");
    assertThat(ack.ackId()).isEqualTo(5);
    assertThat(ack.arguments().json(0)).isEqualTo("1");
    assertThat(ack.arguments().json(1)).isEqualTo("\"x\"");
  }

  @Test
  void connectErrorWithObjectOrString() throws PacketFormatException {
    assertThat(
            decode(
                "83a47479706504a46461746182a76d657373616765a26e6fa46461746181a4636f646501"
                    + "a36e7370a22f67"))
        .isEqualTo(new ConnectError("/g", "{\"message\":\"no\",\"data\":{\"code\":1}}"));
    assertThat(decode("83a47479706504a464617461a26e6fa36e7370a12f"))
        .isEqualTo(new ConnectError("/", "\"no\""));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          00                 | 0
          7f                 | 127
          cc80               | 128
          ccff               | 255
          cd0100             | 256
          cdffff             | 65535
          ce00010000         | 65536
          ceffffffff         | 4294967295
          cf0000000100000000 | 4294967296
          cf001fffffffffffff | 9007199254740991
          cf8ac7230489e80000 | 10000000000000000000
          ff                 | -1
          e0                 | -32
          d0df               | -33
          d080               | -128
          d1ff7f             | -129
          d18000             | -32768
          d2ffff7fff         | -32769
          d280000000         | -2147483648
          d3ffffffff7fffffff | -2147483649
          d3ffe0000000000001 | -9007199254740991
          cb3ff8000000000000 | 1.5
          cb3fb999999999999a | 0.1
          cbbe7ad7f29abcaf48 | -1e-7
          cb3ff0000000000000 | 1
          cb444b1ae4d6e2ef50 | 1e+21
          cb7ff8000000000000 | null
          cbfff0000000000000 | null
          ca3fc00000         | 1.5
          c3                 | true
          c2                 | false
          c0                 | null
          d40000             | null
          a0                 | ""
          a9c3a9e282acf09f9880 | "é€😀"
          a2001f             | "\\u0000\\u001f"
          a1ff               | "\ufffd"
          bf78787878787878787878787878787878787878787878787878787878787878 | "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
          d9207878787878787878787878787878787878787878787878787878787878787878 | "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
          d7000000018bcfe5687b | "2023-11-14T22:13:20.123Z"
          d7000000000000000000 | "1970-01-01T00:00:00.000Z"
          d700ffffffffffffffff | "1969-12-31T23:59:59.999Z"
          d7007fffffffffffffff | null
          90                 | []
          80                 | {}
          9201920291a161     | [1,[2,["a"]]]
          82a161d40000a16201 | {"b":1}
          82a16201a161d40000 | {"b":1}
          81a161c0           | {"a":null}
          91d40000           | [null]
          820001c0c3         | {"0":1,"null":true}
          dc0001c3           | [true]
          dd00000001c3       | [true]
          de0001a161c3       | {"a":true}
          df00000001a161c3   | {"a":true}
          da0001a1           | "\ufffd"
          db0000000161       | "a"
          """)
  void values(String hex, String json) throws PacketFormatException {
    assertThat(argument(hex).json(0)).isEqualTo(json);
  }

  @Test
  void lineSeparatorIsNotEscaped() throws PacketFormatException {
    assertThat(argument("a3e280a8").json(0)).isEqualTo("\"\u2028\"");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          c403010203,     010203
          c400,           ''
          c5000101,       01
          c60000000101,   01
          c702000102,     0102
          c8000200ab01,   ab01
          c90000000100ff, ff
          """)
  void binaryOfEveryKind(String hex, String bytes) throws PacketFormatException {
    Arguments arguments = argument(hex);
    assertThat(arguments.isAttachment(0)).isTrue();
    assertThat(arguments.attachment(0)).isEqualTo(ByteBuffer.wrap(HexFormat.of().parseHex(bytes)));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          d405ff,                               5, ff
          d5050102,                             5, 0102
          d50001ff,                             0, 01ff
          d6ff01020304,                        -1, 01020304
          d7050102030405060708,                 5, 0102030405060708
          d805000102030405060708090a0b0c0d0e0f, 5, 000102030405060708090a0b0c0d0e0f
          c70105aa,                             5, aa
          """)
  void unknownExtensionIsTypeAndBytes(String hex, int type, String bytes)
      throws PacketFormatException {
    Arguments arguments = argument(hex);
    assertThat(arguments.json(0)).isEqualTo("[" + type + ",{\"_placeholder\":true,\"num\":0}]");
    assertThat(arguments.attachments())
        .containsExactly(ByteBuffer.wrap(HexFormat.of().parseHex(bytes)));
  }

  /** Bound by JSON-B, hence public. */
  @SuppressWarnings("ArrayRecordComponent") // As applications have it.
  public record Order(int id, String name, Instant at, byte[] image) {}

  @Test
  void bindsByTheRulesOfJson() throws PacketFormatException {
    Arguments arguments =
        argument("84a2696407a46e616d65a161a26174d7000000018bcfe5687ba5696d616765c4020102");
    try (JsonBinding json = JsonBinding.create()) {
      Order order = json.bind(arguments, 0, Order.class);
      assertThat(order).isNotNull();
      assertThat(order.id()).isEqualTo(7);
      assertThat(order.name()).isEqualTo("a");
      assertThat(order.at()).isEqualTo(Instant.parse("2023-11-14T22:13:20.123Z"));
      assertThat(order.image()).containsExactly(1, 2);
    }
  }

  @ParameterizedTest
  @CsvSource({"05", "ff", "c0", "a130", "cb3ff8000000000000", "d40000"})
  void typeOutOfRange(String type) {
    refused("83" + TYPE + type + DATA + "91a161" + ROOT, Reason.UNKNOWN_PACKET_TYPE);
  }

  @Test
  void typeAsFloatThatIsWhole() throws PacketFormatException {
    assertThat(decode("82" + TYPE + "cb3ff0000000000000" + ROOT)).isEqualTo(new Disconnect("/"));
  }

  @ParameterizedTest
  @CsvSource({"01", "c0", "d40000", "90", "c4012f"})
  void namespaceThatIsNoString(String namespace) {
    refused("82" + TYPE + "01" + NSP + namespace, Reason.INVALID_PAYLOAD);
  }

  @ParameterizedTest
  @CsvSource({
    "00,90", "00,a0", "00,c0", "00,c40101", "00,d70000000000000000", "01,80", "01,c0", "02,80",
    "02,d40000", "02,c0", "02,90", "02,91c0", "02,9190", "02,91c40101", "03,80", "03,d40000",
    "04,90", "04,01", "04,d40000"
  })
  void dataThatDoesNotFitTheType(String type, String data) {
    refused("83" + TYPE + type + DATA + data + ROOT, Reason.INVALID_PAYLOAD);
  }

  @ParameterizedTest
  @CsvSource({"ff", "a137", "c0", "cb3ff8000000000000", "cf0020000000000000", "cfffffffffffffffff"})
  void illegalAckId(String id) {
    refused("84" + TYPE + "02" + DATA + "91a161" + ID + id + ROOT, Reason.ILLEGAL_ACK_ID);
  }

  @Test
  void largestAckId() throws PacketFormatException {
    Event event =
        (Event) decode("84" + TYPE + "02" + DATA + "91a161" + ID + "cf001fffffffffffff" + ROOT);
    assertThat(event.ackId()).isEqualTo(9007199254740991L);
  }

  @Test
  void textMessage() {
    assertThatExceptionOfType(PacketFormatException.class)
        .isThrownBy(() -> decoder.add("40", 1))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_PAYLOAD));
  }

  @Test
  void trailingBytes() {
    refused("82" + TYPE + "01" + ROOT + "00", Reason.INVALID_PAYLOAD);
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "80",
    "c0",
    "90",
    "c1",
    "82",
    "82a4",
    "8fa161",
    "de",
    "deffff",
    "df7fffffff",
    "dfffffffff"
  })
  void noPacket(String hex) {
    assertThatExceptionOfType(PacketFormatException.class).isThrownBy(() -> decode(hex));
  }

  /** What is claimed is compared with what is there before anything is allocated. */
  @ParameterizedTest
  @CsvSource({
    "c6ffffffff",
    "c67fffffff",
    "c5ffff",
    "c4ff",
    "c9ffffffff00",
    "dbffffffff",
    "daffff",
    "d9ff",
    "bf",
    "ddffffffff",
    "ddffffff7f",
    "dcffff",
    "9f",
    "dfffffffff",
    "deffff",
    "8f",
    "df80000000",
    "cb00",
    "d700",
    "d8",
    "d4",
    "c7"
  })
  void longerThanTheMessage(String hex) {
    refused("83" + TYPE + "02" + ROOT + DATA + "92a16d" + hex, Reason.INVALID_PAYLOAD);
  }

  @ParameterizedTest
  @CsvSource({"c1", "818001", "819001", "81c40101c0"})
  void malformedValue(String hex) {
    refusedArgument(hex, Reason.INVALID_PAYLOAD);
  }

  @Test
  void depth() throws PacketFormatException {
    assertThat(argument("919190").json(0)).isEqualTo("[[[]]]");
    refusedArgument("91919190", Reason.TOO_DEEP);
    refusedArgument("81a16181a16181a16180", Reason.TOO_DEEP);
    refusedArgument("91".repeat(100_000) + "c0", Reason.TOO_DEEP);
  }

  @Test
  void depthOfWhatNobodyLooksAt() {
    refused("81" + "a178" + "91".repeat(100_000) + "c0", Reason.TOO_DEEP);
  }

  @Test
  void attachments() throws PacketFormatException {
    assertThat(argument("92c40101c40102").attachments()).hasSize(2);
    refusedArgument("93c40101c40102c40103", Reason.TOO_MANY_ATTACHMENTS);
  }

  @Test
  void placeholderThatPointsNowhere() {
    refusedArgument("92c4010182ac5f706c616365686f6c646572c3a36e756d05", Reason.ILLEGAL_ATTACHMENTS);
  }

  @Test
  void eventNames() throws PacketFormatException {
    assertThat(((Event) decode("83" + TYPE + "02" + DATA + "91a56161616161" + ROOT)).name())
        .isEqualTo("aaaaa");
    refused("83" + TYPE + "02" + DATA + "91a6616161616161" + ROOT, Reason.EVENT_NAME_TOO_LONG);
  }

  @Test
  void reservedEventName() {
    PacketDecoder roomy = new MsgPackParser().decoder(new DecoderLimits(2, 4, 50));
    String hex = "83" + TYPE + "02" + DATA + "91a7636f6e6e656374" + ROOT;
    assertThatExceptionOfType(PacketFormatException.class)
        .isThrownBy(() -> roomy.add(ByteBuffer.wrap(HexFormat.of().parseHex(hex))))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.RESERVED_EVENT_NAME));
  }

  @Test
  void lastOfEqualKeysCounts() throws PacketFormatException {
    assertThat(decode("83" + TYPE + "02" + TYPE + "01" + ROOT)).isEqualTo(new Disconnect("/"));
  }
}
