package dev.oneport.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.JsonBindingException;
import dev.oneport.JsonText;
import dev.oneport.adapter.Cursor;
import dev.oneport.protocol.EncodedPacket;
import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.Utf8;
import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.protocol.engineio.EnginePacketCodec;
import dev.oneport.protocol.engineio.EnginePacketCodecV3;
import dev.oneport.protocol.engineio.EngineProtocol;
import dev.oneport.protocol.engineio.JsonpPayloadCodec;
import dev.oneport.protocol.engineio.Payload;
import dev.oneport.protocol.engineio.PayloadCodec;
import dev.oneport.protocol.engineio.PayloadCodec.DecodedPayload;
import dev.oneport.protocol.msgpack.MsgPackParser;
import dev.oneport.protocol.socketio.Arguments;
import dev.oneport.protocol.socketio.DecoderLimits;
import dev.oneport.protocol.socketio.DefaultParser;
import dev.oneport.protocol.socketio.PacketDecoder;
import dev.oneport.protocol.socketio.PacketEncoder;
import dev.oneport.protocol.socketio.Parser;
import dev.oneport.protocol.socketio.SocketIoPacket;
import dev.oneport.protocol.socketio.SocketIoPacket.Ack;
import dev.oneport.protocol.socketio.SocketIoPacket.Connect;
import dev.oneport.protocol.socketio.SocketIoPacket.ConnectError;
import dev.oneport.protocol.socketio.SocketIoPacket.Disconnect;
import dev.oneport.protocol.socketio.SocketIoPacket.Event;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for any input whatever: an answer or the one exception that is allowed, and what was
 * understood survives being written and read again. Run on seeded random input by {@link
 * CodecPropertiesTest}, and by the fuzzer.
 */
final class CodecProperties {

  private static final DecoderLimits LIMITS = new DecoderLimits(4, 20, 50);

  private static final List<Class<?>> TYPES =
      List.of(
          String.class,
          int.class,
          Long.class,
          Double.class,
          boolean.class,
          JsonText.class,
          JsonValue.class,
          Object.class,
          byte[].class,
          Sample.class,
          Sample[].class);

  /** What an application might ask for. */
  public record Sample(
      @Nullable String a,
      int b,
      @Nullable List<Sample> c,
      @Nullable Instant d,
      @Nullable JsonText e) {}

  private static final Parser MSG_PACK = new MsgPackParser();
  private static final PacketEncoder ENCODER = new DefaultParser().encoder();

  private CodecProperties() {}

  static void enginePacket(String text) {
    EnginePacket packet;
    try {
      packet = EnginePacketCodec.decode(text);
      assertThat(EnginePacketCodec.decode(EnginePacketCodec.encode(packet))).isEqualTo(packet);
    } catch (PacketFormatException e) {
      return;
    }
    assertThat(packet.byteLength()).isNotNegative();
  }

  static void enginePacketV3(String text) {
    EnginePacket packet;
    try {
      packet = EnginePacketCodecV3.decode(text);
      assertThat(EnginePacketCodecV3.decode(EnginePacketCodecV3.encode(packet))).isEqualTo(packet);
      if (packet.isBinary()) {
        assertThat(EnginePacketCodecV3.decode(EnginePacketCodecV3.encodeBinary(packet)))
            .isEqualTo(packet);
      }
    } catch (PacketFormatException e) {
      return;
    }
    assertThat(packet.byteLength()).isNotNegative();
  }

  static void payload(String text) {
    payload(EngineProtocol.V4.payloads(false), Payload.of(text));
  }

  static void payloadV3(String text) {
    payload(EngineProtocol.V3.payloads(true), Payload.of(text));
    payload(EngineProtocol.V3.payloads(false), Payload.of(text));
  }

  static void binaryPayloadV3(byte[] bytes) {
    payload(EngineProtocol.V3.payloads(false), Payload.of(ByteBuffer.wrap(bytes)));
  }

  static void form(String text) {
    PayloadCodec inner = EngineProtocol.V3.payloads(true);
    PayloadCodec codec = new JsonpPayloadCodec(inner, "0");
    DecodedPayload payload = codec.decode(Payload.of(text), 10);
    assertThat(payload.packets()).hasSizeLessThanOrEqualTo(10);
    String script = codec.encode(payload.packets()).text();
    assertThat(script).startsWith("___eio[0](\"").endsWith("\");");
    int end = script.length() - 2;
    assertThat(JsonStrings.unquote(script, "___eio[0](".length(), end))
        .isEqualTo(inner.encode(payload.packets()).text());
  }

  private static void payload(PayloadCodec codec, Payload input) {
    DecodedPayload payload = codec.decode(input, 10);
    assertThat(payload.packets()).hasSizeLessThanOrEqualTo(10);
    assertThat(payload.error() == null || payload.packets().size() <= 10).isTrue();
    if (!payload.packets().isEmpty()) {
      Payload encoded = codec.encode(payload.packets());
      DecodedPayload again = codec.decode(encoded, 10);
      assertThat(again.error()).isNull();
      assertThat(again.packets())
          .isEqualTo(
              payload.packets().stream()
                  .map(packet -> encoded.isBinary() ? throughUtf8(packet) : packet)
                  .toList());
    }
  }

  /** What is left of a packet, since unpaired surrogates are not. */
  private static EnginePacket throughUtf8(EnginePacket packet) {
    return packet.isBinary()
        ? packet
        : EnginePacket.of(
            packet.type(), StandardCharsets.UTF_8.decode(Utf8.encode(packet.data())).toString());
  }

  static void socketIoPacket(String text) {
    SocketIoPacket packet = decode(text, List.of());
    if (packet == null) {
      return;
    }
    EncodedPacket encoded = encode(ENCODER, packet);
    List<ByteBuffer> attachments = new ArrayList<>();
    for (EnginePacket part : encoded.packets().subList(1, encoded.packets().size())) {
      attachments.add(part.binary());
    }
    SocketIoPacket again = decode(encoded.packets().get(0).data(), attachments);
    assertThat(again).isNotNull();
    assertThat(describe(again)).isEqualTo(describe(packet));
  }

  /** Decodes a packet; gives it as many attachments as it wants, first the given ones. */
  private static @Nullable SocketIoPacket decode(String text, List<ByteBuffer> attachments) {
    PacketDecoder decoder = new DefaultParser().decoder(LIMITS);
    try {
      SocketIoPacket packet = decoder.add(text, 0);
      for (int i = 0; packet == null; i++) {
        packet =
            decoder.add(
                i < attachments.size()
                    ? attachments.get(i)
                    : ByteBuffer.wrap(new byte[] {(byte) i}));
      }
      return packet;
    } catch (PacketFormatException e) {
      assertThat(e.getMessage()).isNotEmpty();
      return null;
    }
  }

  private static EncodedPacket encode(PacketEncoder encoder, SocketIoPacket packet) {
    if (packet instanceof Event event) {
      return encoder.event(
          event.namespace(), event.ackId(), event.name(), encoded(event.arguments()));
    }
    if (packet instanceof Ack ack) {
      long ackId = Math.max(0, ack.ackId());
      return encoder.ack(ack.namespace(), ackId, encoded(ack.arguments()));
    }
    if (packet instanceof Connect connect) {
      return encoder.connect(connect.namespace(), connect.payload());
    }
    if (packet instanceof ConnectError error) {
      return encoder.connectError(error.namespace(), error.payload());
    }
    return encoder.disconnect(packet.namespace());
  }

  private static EncodedArguments encoded(Arguments arguments) {
    return new EncodedArguments(
        String.join(",", texts(arguments)), List.copyOf(arguments.attachments()));
  }

  /** Everything that has to survive. */
  private static String describe(SocketIoPacket packet) {
    if (packet instanceof Event event) {
      return "event " + event.namespace() + event.ackId() + event.name() + all(event.arguments());
    }
    if (packet instanceof Ack ack) {
      return "ack " + ack.namespace() + Math.max(0, ack.ackId()) + all(ack.arguments());
    }
    if (packet instanceof Connect connect) {
      return "connect " + connect.namespace() + connect.payload();
    }
    if (packet instanceof ConnectError error) {
      return "error " + error.namespace() + error.payload();
    }
    assertThat(packet).isInstanceOf(Disconnect.class);
    return packet.toString();
  }

  private static String all(Arguments arguments) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < arguments.size(); i++) {
      all.append('|').append(arguments.json(i));
      if (arguments.isAttachment(i)) {
        all.append(content(arguments.attachment(i)));
      }
    }
    all.append(arguments.byteLength() > 0);
    arguments.attachments().forEach(attachment -> all.append('|').append(content(attachment)));
    return all.toString();
  }

  /** An attachment may be empty. */
  private static String content(ByteBuffer attachment) {
    byte[] bytes = new byte[attachment.remaining()];
    attachment.get(bytes);
    return Arrays.toString(bytes);
  }

  private static List<String> texts(Arguments arguments) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      texts.add(arguments.json(i));
    }
    return texts;
  }

  static void msgPack(byte[] bytes) {
    SocketIoPacket packet = decodeMsgPack(bytes);
    if (packet == null || usesPlaceholdersOfItsOwn(packet)) {
      return;
    }
    EncodedPacket encoded = encode(MSG_PACK.encoder(), packet);
    assertThat(encoded.packets()).hasSize(1);
    ByteBuffer message = encoded.packets().get(0).binary();
    byte[] again = new byte[message.remaining()];
    message.get(again);
    SocketIoPacket decoded = decodeMsgPack(again);
    assertThat(decoded).isNotNull();
    assertThat(describe(decoded)).isEqualTo(describe(packet));
  }

  private static @Nullable SocketIoPacket decodeMsgPack(byte[] bytes) {
    try {
      SocketIoPacket packet = MSG_PACK.decoder(LIMITS).add(ByteBuffer.wrap(bytes));
      assertThat(packet).isNotNull();
      return packet;
    } catch (PacketFormatException e) {
      assertThat(e.getMessage()).isNotEmpty();
      return null;
    }
  }

  /** Then an attachment may be used twice, or not at all, which is lost on the way. */
  private static boolean usesPlaceholdersOfItsOwn(SocketIoPacket packet) {
    Arguments arguments =
        packet instanceof Event event
            ? event.arguments()
            : packet instanceof Ack ack ? ack.arguments() : Arguments.EMPTY;
    int found = String.join("", texts(arguments)).split("_placeholder", -1).length - 1;
    return found != arguments.attachments().size();
  }

  static void cursor(String text) {
    Cursor cursor = Cursor.parse(text);
    assertThat(cursor == null || cursor.toString().equals(text)).isTrue();
  }

  static void json(JsonBinding binding, String text) {
    try {
      JsonScanner.scanValue(text, 0, 20);
    } catch (PacketFormatException e) {
      return;
    }
    Object tree;
    try {
      tree = JsonTree.read(text, List.of());
    } catch (ArithmeticException | NumberFormatException e) {
      // A number too long, or an exponent too large, for BigDecimal.
      return;
    }
    String written = binding.toJson(tree);
    assertThat(binding.<@Nullable Object>fromJson(written, Object.class)).isEqualTo(tree);
    assertThat(binding.encode(JsonText.of(text)).json()).isEqualTo(JsonStrings.wellFormed(text));
  }

  static void bind(JsonBinding binding, String text) {
    if (!(decode(text, List.of()) instanceof Event event)) {
      return;
    }
    for (int i = 0; i <= event.arguments().size(); i++) {
      for (Class<?> type : TYPES) {
        try {
          Object value = binding.bind(event.arguments(), i, type);
          assertThat(value == null || value.getClass() != Void.class).isTrue();
        } catch (JsonBindingException e) {
          assertThat(e).hasMessageStartingWith("argument " + i).hasNoCause();
        }
      }
    }
  }
}
