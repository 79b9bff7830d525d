package dev.oneport.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.testing.Mutations;
import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * {@link CodecProperties} on mutated good inputs. The fuzzer, which sees what they reach, looks
 * further.
 */
class CodecPropertiesTest {

  private static final List<String> ENGINE_PACKETS =
      List.of("0{\"sid\":\"x\"}", "1", "2probe", "4test", "42[\"a\",1]", "bAQIDBA==", "bAQI", "6");

  private static final List<String> SOCKET_IO_PACKETS =
      List.of(
          "0/admin?x=1,{\"token\":\"123\"}",
          "0",
          "1/woot,",
          "2[\"a\",1,{}]",
          "2/test,12[\"message\",1,\"2\",{\"3\":[true]}]",
          "2[7,\"\\u00e9\\n\\ud83d\\ude00\",-1.5e+10,null]",
          "3/x,5[[],{},false]",
          "4{\"message\":\"no\",\"data\":[1]}",
          "51-[\"a\",{\"_placeholder\":true,\"num\":0}]",
          "52-/cool,23[\"a\",{\"b\":{\"num\":1,\"_placeholder\":true}},{\"_placeholder\":true,\"num\":0}]",
          "2[\"s\",{\"a\":\"x\",\"b\":1,\"c\":[{\"a\":null,\"b\":2}],\"d\":\"2024-02-29T12:34:56.789Z\",\"e\":[1.0]}]",
          "61-127[{\"_placeholder\":true,\"num\":0},{}]");

  private static final List<String> MSG_PACK_PACKETS =
      Stream.of(
              "83a47479706500a464617461d40000a36e7370a12f",
              "83a47479706500a46461746181a5746f6b656ea178a36e7370a62f61646d696e",
              "82a47479706501a36e7370a12f",
              "84a47479706502a46461746193a1610181a162c40101a76f7074696f6e7381a8636f6d7072657373c3"
                  + "a36e7370a12f",
              "84a47479706502a46461746192a17106a26964cd012ca36e7370a52f63686174",
              "84a47479706503a4646174619201a178a2696405a36e7370a12f",
              "83a47479706504a464617461a26e6fa36e7370a12f",
              "83a47479706502a4646174619aa16dcb3fb999999999999acc80cdffffd0dfd7000000018bcfe5687b"
                  + "c0d4000082a161d40000a16290c9000000020001ff05a36e7370a12f")
          .map(hex -> new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1))
          .toList();

  private static final List<String> JSON =
      List.of(
          "[1,2.5,-0,1e5,\"x\"]",
          "{\"a\":{\"b\":[null,true,false]},\"c\":\"\\u0041\\\\\\\"\"}",
          "\"\\ud83d\\ude00€\"",
          "-12.50E-3",
          " [ ] ");

  private static final JsonBinding BINDING = JsonBinding.create();

  private final Mutations mutations = new Mutations();

  @AfterAll
  static void close() {
    BINDING.close();
  }

  private static final List<String> PAYLOADS_V3 =
      List.of("6:4hello2:4€10:b4AQIDBA==", "1:23:4🎉", "0:", "07:4test12:5x", "4294967298:4x");

  @Test
  void enginePackets() {
    mutations.run(ENGINE_PACKETS, 100_000, CodecProperties::enginePacket);
  }

  @Test
  void payloads() {
    mutations.run(
        List.of(String.join("\u001e", ENGINE_PACKETS), "4a\u001e4b", "\u001e"),
        50_000,
        CodecProperties::payload);
  }

  @Test
  void enginePacketsV3() {
    mutations.run(
        List.of("b4AQIDBA==", "b2AQ", "4hello", "2probe"),
        100_000,
        CodecProperties::enginePacketV3);
  }

  @Test
  void payloadsV3() {
    mutations.run(PAYLOADS_V3, 100_000, CodecProperties::payloadV3);
  }

  /** Characters below 256 are the bytes. */
  @Test
  void binaryPayloadsV3() {
    mutations.run(
        List.of(
            "\0\6\u00ff4hello\1\5\u00ff\4\1\2\3\4",
            "\0\1\0\u00ff4\u00e2\u0082\u00ac345678",
            "\1\1\u00ff\4"),
        100_000,
        text -> CodecProperties.binaryPayloadV3(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void forms() {
    mutations.run(
        List.of("d=6%3A4hello", "d=4:4\\nx", "d=5%3A4%5C%5Cnx&a=b", "d=10:b4AQIDBA%3D%3D"),
        100_000,
        CodecProperties::form);
  }

  @Test
  void socketIoPackets() {
    mutations.run(SOCKET_IO_PACKETS, 200_000, CodecProperties::socketIoPacket);
  }

  /** Characters below 256 are the bytes. */
  @Test
  void msgPackPackets() {
    mutations.run(
        MSG_PACK_PACKETS,
        100_000,
        text -> CodecProperties.msgPack(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void cursors() {
    mutations.run(List.of("abcdefghij-0", "0123456789-42"), 100_000, CodecProperties::cursor);
  }

  @Test
  void json() {
    mutations.run(JSON, 100_000, text -> CodecProperties.json(BINDING, text));
  }

  @Test
  void bindings() {
    mutations.run(SOCKET_IO_PACKETS, 10_000, text -> CodecProperties.bind(BINDING, text));
  }

  /** Another parser is the judge of what is JSON. */
  @Test
  void scannerAcceptsExactlyWhatJsonpAccepts() {
    JsonParserFactory parsers = JsonProvider.provider().createParserFactory(Map.of());
    mutations.run(
        JSON,
        100_000,
        text -> assertThat(accepts(text)).as(text).isEqualTo(accepts(parsers, text)));
  }

  private static boolean accepts(String text) {
    try {
      JsonScanner.scanValue(text, 0, 100);
      return true;
    } catch (PacketFormatException e) {
      return false;
    }
  }

  private static boolean accepts(JsonParserFactory parsers, String text) {
    try (JsonParser parser = parsers.createParser(new StringReader(text))) {
      boolean any = false;
      while (parser.hasNext()) {
        parser.next();
        any = true;
      }
      return any;
    } catch (JsonException e) {
      return false;
    }
  }
}
