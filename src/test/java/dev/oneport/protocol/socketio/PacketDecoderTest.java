package dev.oneport.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.PacketFormatException.Reason;
import dev.oneport.protocol.socketio.SocketIoPacket.Ack;
import dev.oneport.protocol.socketio.SocketIoPacket.Connect;
import dev.oneport.protocol.socketio.SocketIoPacket.ConnectError;
import dev.oneport.protocol.socketio.SocketIoPacket.Disconnect;
import dev.oneport.protocol.socketio.SocketIoPacket.Event;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketDecoderTest {

  private static final String PLACEHOLDER_0 = "{\"_placeholder\":true,\"num\":0}";
  private static final String PLACEHOLDER_1 = "{\"_placeholder\":true,\"num\":1}";

  private final PacketDecoder decoder = new DefaultParser().decoder(new DecoderLimits(10, 8, 20));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      value = {
        "0; /; -; -",
        "0{\"token\":\"123\"}; /; -; {\"token\":\"123\"}",
        "0/woot,{\"token\":\"123\"}; /woot; -; {\"token\":\"123\"}",
        "0/admin,; /admin; -; -",
        "0/random; /random; -; -",
        "0/admin?token=1234&uid=abcd,; /admin; token=1234&uid=abcd; -",
        "0/admin?x=1; /admin; x=1; -",
        "0/admin?,; /admin; ''; -",
        "0/?x=1,{}; /; x=1; {}",
        "0/a,{\"q\":\"?\"}; /a; -; {\"q\":\"?\"}"
      })
  void decodesConnect(String text, String namespace, String query, String payload)
      throws Exception {
    assertThat(decoder.add(text, 0)).isEqualTo(new Connect(namespace, query, payload));
  }

  @ParameterizedTest
  @CsvSource({"1, /", "'1/woot,', /woot", "1/custom, /custom"})
  void decodesDisconnect(String text, String namespace) throws Exception {
    assertThat(decoder.add(text, 0)).isEqualTo(new Disconnect(namespace));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "4\"Unauthorized\"; /; \"Unauthorized\"",
        "4/a,{\"message\":\"Unauthorized\"}; /a; {\"message\":\"Unauthorized\"}"
      })
  void decodesConnectError(String text, String namespace, String payload) throws Exception {
    assertThat(decoder.add(text, 0)).isEqualTo(new ConnectError(namespace, payload));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2[\"a\",1,{}]; /; -1; a; 1|{}",
        "2[\"a\"]; /; -1; a; ''",
        "2/test,1[\"a\",1,{}]; /test; 1; a; 1|{}",
        "20[\"a\"]; /; 0; a; ''",
        "29007199254740991[\"a\"]; /; 9007199254740991; a; ''",
        "2007[\"a\"]; /; 7; a; ''",
        "2[1,\"a\",{}]; /; -1; 1; \"a\"|{}",
        "2[-1.5e3]; /; -1; -1.5e3; ''",
        "2[\"message\",1,\"2\",{\"3\":[true]}]; /; -1; message; 1|\"2\"|{\"3\":[true]}",
        "2[ \"a\" , 1 , { \"b\" : 2 } ] ; /; -1; a; 1|{ \"b\" : 2 }",
        "2[\"\\u0061\\n\"]; /; -1; 'a\n'; ''",
        "50-[\"a\",{\"_placeholder\":true,\"num\":7}]; /; -1; a; {\"_placeholder\":true,\"num\":7}"
      })
  void decodesEvent(String text, String namespace, long ackId, String name, String arguments)
      throws Exception {
    Event event = event(text);

    assertThat(event.namespace()).isEqualTo(namespace);
    assertThat(event.ackId()).isEqualTo(ackId);
    assertThat(event.name()).isEqualTo(name);
    assertThat(String.join("|", texts(event.arguments()))).isEqualTo(arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "3123[\"a\",1,{}]; /; 123; \"a\"|1|{}",
        "3/x,5[]; /x; 5; ''",
        "3[]; /; -1; ''",
        "3[\"connect\"]; /; -1; \"connect\"",
        "60-1[null]; /; 1; null"
      })
  void decodesAck(String text, String namespace, long ackId, String arguments) throws Exception {
    Ack ack = (Ack) decoder.add(text, 0);

    assertThat(ack).isNotNull();
    assertThat(ack.namespace()).isEqualTo(namespace);
    assertThat(ack.ackId()).isEqualTo(ackId);
    assertThat(String.join("|", texts(ack.arguments()))).isEqualTo(arguments);
  }

  @Test
  void skipsTypeOfEngineIo() throws Exception {
    assertThat(decoder.add("40", 1)).isEqualTo(new Connect("/", null, null));
    assertThat(decoder.add("42[\"a\"]", 1)).isInstanceOf(Event.class);
  }

  @Test
  void collectsAttachments() throws Exception {
    assertThat(
            decoder.add(
                "52-/cool,23[\"a\"," + PLACEHOLDER_1 + ",{\"b\":[\"c\"," + PLACEHOLDER_0 + "]}]",
                0))
        .isNull();
    assertThat(decoder.add(bytes("abc"))).isNull();
    Event event = (Event) decoder.add(bytes("xxx"));

    assertThat(event).isNotNull();
    assertThat(event.namespace()).isEqualTo("/cool");
    assertThat(event.ackId()).isEqualTo(23);
    assertThat(event.name()).isEqualTo("a");
    Arguments arguments = event.arguments();
    assertThat(texts(arguments))
        .containsExactly(PLACEHOLDER_1, "{\"b\":[\"c\"," + PLACEHOLDER_0 + "]}");
    assertThat(arguments.isAttachment(0)).isTrue();
    assertThat(arguments.attachment(0)).isEqualTo(bytes("xxx"));
    assertThat(arguments.isAttachment(1)).isFalse();
    assertThatThrownBy(() -> arguments.attachment(1)).isInstanceOf(IllegalStateException.class);
    assertThat(arguments.attachments()).containsExactly(bytes("abc"), bytes("xxx"));
  }

  @Test
  void collectsAttachmentsOfAck() throws Exception {
    assertThat(decoder.add("61-/back,127[\"a\"," + PLACEHOLDER_0 + ",{}]", 0)).isNull();
    Ack ack = (Ack) decoder.add(bytes("xxx"));

    assertThat(ack).isNotNull();
    assertThat(ack.ackId()).isEqualTo(127);
    assertThat(ack.arguments().size()).isEqualTo(3);
    assertThat(ack.arguments().attachment(1)).isEqualTo(bytes("xxx"));
  }

  @Test
  void attachmentsMayGoUnusedAndBeUsedTwice() throws Exception {
    assertThat(decoder.add("52-[\"a\"," + PLACEHOLDER_0 + "," + PLACEHOLDER_0 + "]", 0)).isNull();
    assertThat(decoder.add(bytes("x"))).isNull();
    Event event = (Event) decoder.add(bytes("y"));

    assertThat(event).isNotNull();
    assertThat(event.arguments().attachment(0)).isEqualTo(event.arguments().attachment(1));
  }

  @Test
  void attachmentsAreReadOnlyViewsWithTheirOwnPosition() throws Exception {
    ByteBuffer sent = ByteBuffer.wrap(new byte[] {9, 1, 2}, 1, 2);
    assertThat(decoder.add("51-[\"a\"," + PLACEHOLDER_0 + "]", 0)).isNull();
    Event event = (Event) decoder.add(sent);

    assertThat(event).isNotNull();
    ByteBuffer view = event.arguments().attachment(0);
    assertThat(view.get()).isEqualTo((byte) 1);
    assertThat(event.arguments().attachment(0).remaining()).isEqualTo(2);
    assertThat(event.arguments().attachments().get(0).remaining()).isEqualTo(2);
    assertThat(sent.remaining()).isEqualTo(2);
    assertThatThrownBy(() -> view.put(0, (byte) 0)).isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void countsBytesOfTextAndAttachments() throws Exception {
    assertThat(event("2[\"€\"]").arguments().byteLength()).isEqualTo(8);
    assertThat(decoder.add("51-[\"a\"]", 0)).isNull();
    Event event = (Event) decoder.add(ByteBuffer.allocate(1000));
    assertThat(event).isNotNull();
    assertThat(event.arguments().byteLength()).isEqualTo(1008);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "999", "a", " 2[\"a\"]", "-1", "/admin", "[\"a\"]", "٢[\"a\"]"})
  void refusesUnknownType(String text) {
    assertReason(text, Reason.UNKNOWN_PACKET_TYPE);
  }

  @Test
  void refusesTextThatEndsWithTheTypeOfEngineIo() {
    PacketFormatException e =
        catchThrowableOfType(PacketFormatException.class, () -> decoder.add("4", 1));
    assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_PACKET_TYPE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "51",
        "5a-",
        "51.23-",
        "5-1-[\"a\"]",
        "5-[\"a\"]",
        "6-[]",
        "5[\"a\"]",
        "5 1-[\"a\"]"
      })
  void refusesIllegalAttachmentCount(String text) {
    assertReason(text, Reason.ILLEGAL_ATTACHMENT_COUNT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"511-[\"a\"]", "6999999999999999999999999-[]", "54294967296-[\"a\"]"})
  void refusesTooManyAttachments(String text) {
    assertReason(text, Reason.TOO_MANY_ATTACHMENTS);
  }

  @Test
  void acceptsAsManyAttachmentsAsAllowed() throws Exception {
    assertThat(decoder.add("510-[\"a\"]", 0)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"29007199254740992[\"a\"]", "399999999999999999999999[]"})
  void refusesAckIdThatJavaScriptCannotHold(String text) {
    assertReason(text, Reason.ILLEGAL_ACK_ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2",
        "3",
        "4",
        "2/admin",
        "2/admin,",
        "21",
        "442[\"some\",\"data\"",
        "0/admin,\"invalid\"",
        "0[]",
        "0null",
        "0{",
        "0{}{}",
        "1/admin,{}",
        "1{}",
        "1null",
        "2/admin,\"invalid",
        "2/admin,{}",
        "2[{\"toString\":\"foo\"}]",
        "2[true,\"foo\"]",
        "2[null,\"bar\"]",
        "2[[\"a\"]]",
        "2[]",
        "2\"a\"",
        "2[\"a\"",
        "2[\"a\"]]",
        "2[\"a\"]x",
        "2[\"a\",]",
        "2[\"a\",01]",
        "2[\"a\",undefined]",
        "2abc[\"a\"]",
        "2-1[\"a\"]",
        "2[\"a\" \"b\"]",
        "2[\"a\nb\"]",
        "3{}",
        "3null",
        "4[]",
        "41",
        "4null",
        "50-",
        "51-",
        "51-{}"
      })
  void refusesInvalidPayload(String text) {
    assertReason(text, Reason.INVALID_PAYLOAD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connect",
        "connect_error",
        "disconnect",
        "disconnecting",
        "newListener",
        "removeListener",
        "\\u0063onnect"
      })
  void refusesReservedEventNames(String name) {
    assertReason("2[\"" + name + "\",\"123\"]", Reason.RESERVED_EVENT_NAME);
  }

  @Test
  void limitsLengthOfEventName() throws Exception {
    assertThat(event("2[\"" + "n".repeat(20) + "\"]").name()).hasSize(20);
    assertReason("2[\"" + "n".repeat(21) + "\"]", Reason.EVENT_NAME_TOO_LONG);
    assertReason("2[" + "1".repeat(21) + "]", Reason.EVENT_NAME_TOO_LONG);
    assertThat(event("2[\"" + "\\u0061".repeat(20) + "\"]").name()).hasSize(20);
  }

  @Test
  void limitsDepth() throws Exception {
    assertThat(decoder.add("2[\"a\"," + "[".repeat(7) + "]".repeat(7) + "]", 0)).isNotNull();
    assertReason("2[\"a\"," + "[".repeat(8) + "]".repeat(8) + "]", Reason.TOO_DEEP);
    assertReason("2[\"a\"," + "{\"a\":".repeat(8) + "1" + "}".repeat(8) + "]", Reason.TOO_DEEP);
    assertReason("0" + "{\"a\":".repeat(9) + "1" + "}".repeat(9), Reason.TOO_DEEP);
    assertReason("2" + "[".repeat(1_000_000), Reason.TOO_DEEP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_placeholder\":true,\"num\":\"splice\"}",
        "{\"_placeholder\":true,\"num\":1}",
        "{\"_placeholder\":true,\"num\":-1}",
        "{\"_placeholder\":true,\"num\":0.5}",
        "{\"_placeholder\":true,\"num\":1e0}",
        "{\"_placeholder\":true,\"num\":null}",
        "{\"_placeholder\":true,\"num\":4294967296}",
        "{\"_placeholder\":true,\"num\":99999999999999999999}",
        "{\"_placeholder\":true}",
        "{\"_placeholder\":true,\"Num\":0}",
        "{\"num\":9,\"_placeholder\":true}",
        "{\"_placeholder\":true,\"num\":0,\"num\":1}",
        "{\"_placeholder\":false,\"_placeholder\":true,\"num\":1}",
        "{\"\\u005fplaceholder\":true,\"num\":1}",
        "{\"a\":[{\"b\":{\"_placeholder\":true,\"num\":1}}]}"
      })
  void refusesPlaceholderThatPointsNowhere(String argument) {
    assertReason("51-[\"hello\"," + argument + "]", Reason.ILLEGAL_ATTACHMENTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_placeholder\":false,\"num\":1}",
        "{\"_placeholder\":\"true\",\"num\":1}",
        "{\"_placeholder\":1,\"num\":1}",
        "{\"_placeholder\":true,\"num\":1,\"_placeholder\":false}",
        "{\"placeholder\":true,\"num\":1}",
        "{\"_placeholder \":true,\"num\":1}",
        "[\"_placeholder\",true,\"num\",1]"
      })
  void leavesAloneWhatIsNoPlaceholder(String argument) throws Exception {
    assertThat(decoder.add("51-[\"hello\"," + argument + "]", 0)).isNull();
    Event event = (Event) decoder.add(bytes("x"));
    assertThat(event).isNotNull();
    assertThat(event.arguments().isAttachment(0)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_placeholder\":true,\"num\":0}",
        "{ \"_placeholder\" : true , \"num\" : 0 }",
        "{\"num\":0,\"_placeholder\":true}",
        "{\"num\":0,\"_placeholder\":true,\"more\":[1,{}]}",
        "{\"_placeholder\":true,\"num\":5,\"num\":0}",
        "{\"_placeholder\":true,\"\\u006eum\":0}"
      })
  void findsPlaceholdersHoweverTheyAreWritten(String argument) throws Exception {
    assertThat(decoder.add("51-[\"hello\"," + argument + "]", 0)).isNull();
    Event event = (Event) decoder.add(bytes("x"));
    assertThat(event).isNotNull();
    assertThat(event.arguments().isAttachment(0)).isTrue();
    assertThat(event.arguments().json(0)).isEqualTo(argument);
  }

  @Test
  void refusesTextWhereAnAttachmentIsDue() throws Exception {
    assertThat(decoder.add("51-[\"hello\"," + PLACEHOLDER_0 + "]", 0)).isNull();
    assertReason("2[\"hello\"]", Reason.TEXT_INSTEAD_OF_ATTACHMENT);
    assertThat(event("2[\"hello\"]").name()).as("starts anew").isEqualTo("hello");
  }

  @Test
  void refusesAttachmentThatNobodyAnnounced() throws Exception {
    assertUnexpectedAttachment();
    assertThat(event("2[\"hello\"]").name()).isEqualTo("hello");
    assertUnexpectedAttachment();
    assertThat(decoder.add("51-[\"hello\"]", 0)).isNull();
    assertThat(decoder.add(bytes("x"))).isNotNull();
    assertUnexpectedAttachment();
  }

  @Test
  void resumesAfterDestroy() throws Exception {
    assertThat(decoder.add("51-[\"hello\"]", 0)).isNull();
    decoder.destroy();
    assertThat(event("2[\"hello\"]").name()).isEqualTo("hello");
    assertUnexpectedAttachment();
  }

  @Test
  void refusedPacketWaitsForNoAttachments() {
    assertReason("51-[\"hello\"", Reason.INVALID_PAYLOAD);
    assertUnexpectedAttachment();
  }

  @Test
  void errorsQuoteNothing() {
    for (String text : List.of("2[\"secret\",secret]", "secret", "0\"secret\"", "1\"secret\"")) {
      PacketFormatException e =
          catchThrowableOfType(PacketFormatException.class, () -> decoder.add(text, 0));
      assertThat(e.getMessage()).doesNotContain("secret");
      assertThat(e.getStackTrace()).isEmpty();
    }
  }

  @Test
  void textFormsHidePayloads() throws Exception {
    assertThat(decoder.add("0{\"token\":\"secret\"}", 0))
        .hasToString("Connect[namespace=/, query=none, payload=18 chars]");
    assertThat(decoder.add("0/a?token=secret", 0))
        .hasToString("Connect[namespace=/a, query=12 chars, payload=none]");
    assertThat(event("2[\"a\",\"secret\"]").toString()).contains("name=a").doesNotContain("secret");
    assertThat(String.valueOf(decoder.add("4\"secret\"", 0))).doesNotContain("secret");
  }

  @Test
  void argumentsHaveBounds() throws Exception {
    Arguments arguments = event("2[\"a\",1]").arguments();
    assertThatThrownBy(() -> arguments.json(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> arguments.json(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(Arguments.EMPTY.size()).isZero();
    assertThat(Arguments.EMPTY.byteLength()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"-1, 1, 1", "0, 0, 1", "0, 1001, 1", "0, 1, 0"})
  void limitsHaveRanges(int maxAttachments, int maxDepth, int maxEventNameLength) {
    assertThatThrownBy(() -> new DecoderLimits(maxAttachments, maxDepth, maxEventNameLength))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be");
  }

  private Event event(String text) throws PacketFormatException {
    Event event = (Event) decoder.add(text, 0);
    assertThat(event).isNotNull();
    return event;
  }

  private static List<String> texts(Arguments arguments) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      texts.add(arguments.json(i));
    }
    return texts;
  }

  private void assertReason(String text, Reason reason) {
    PacketFormatException e =
        catchThrowableOfType(PacketFormatException.class, () -> decoder.add(text, 0));
    assertThat(e).as(text.length() < 100 ? text : "long").isNotNull();
    assertThat(e.reason()).isEqualTo(reason);
  }

  private void assertUnexpectedAttachment() {
    PacketFormatException e =
        catchThrowableOfType(PacketFormatException.class, () -> decoder.add(bytes("world")));
    assertThat(e).isNotNull();
    assertThat(e.reason()).isEqualTo(Reason.UNEXPECTED_ATTACHMENT);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
