package dev.oneport.protocol.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
  private static final int MAX = 1_000;
  private static final String MASK = "37fa213d";

  /** What was read, one line each. */
  private final List<String> read = new ArrayList<>();

  private final FrameReader.Receiver receiver =
      new FrameReader.Receiver() {
        @Override
        public void onText(String text) {
          read.add("text " + text);
        }

        @Override
        public void onBinary(ByteBuffer data) {
          read.add("binary " + hex(data));
        }

        @Override
        public void onPing(ByteBuffer data) {
          read.add("ping " + hex(data));
        }

        @Override
        public void onPong() {
          read.add("pong");
        }

        @Override
        public void onClose(int code) {
          read.add("close " + code);
        }
      };

  private static String hex(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private void read(byte[] wire) throws FrameViolation {
    new FrameReader(MAX).read(ByteBuffer.wrap(wire), receiver);
  }

  private FrameViolation violation(byte[] wire) {
    return catchThrowableOfType(FrameViolation.class, () -> read(wire));
  }

  /** A masked frame. */
  private static byte[] frame(int first, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(first);
    if (payload.length <= 125) {
      frame.write(0x80 | payload.length);
    } else if (payload.length <= 0xFFFF) {
      frame.write(0x80 | 126);
      frame.writeBytes(ByteBuffer.allocate(2).putShort((short) payload.length).array());
    } else {
      frame.write(0x80 | 127);
      frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    byte[] mask = bytes(MASK);
    frame.writeBytes(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.write(payload[i] ^ mask[i % mask.length]);
    }
    return frame.toByteArray();
  }

  private static byte[] frame(int first, String payload) {
    return frame(first, payload.getBytes(UTF_8));
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Test
  void readsTheExampleOfTheSpecification() throws FrameViolation {
    read(bytes("81 85 37fa213d 7f9f4d5158"));
    assertThat(read).containsExactly("text Hello");
  }

  @Test
  void readsEveryKindInWhateverPieces() throws FrameViolation {
    byte[] wire =
        join(
            frame(0x81, "Hellö"),
            frame(0x82, bytes("000102")),
            frame(0x81, ""),
            frame(0x01, "in "),
            frame(0x89, "p"),
            frame(0x00, "three "),
            frame(0x8A, "unasked"),
            frame(0x80, "pieces"),
            frame(0x81, "x".repeat(126)),
            frame(0x81, "x".repeat(MAX)),
            frame(0x88, bytes("03e8")));
    List<String> expected =
        List.of(
            "text Hellö",
            "binary 000102",
            "text ",
            "ping 70",
            "pong",
            "text in three pieces",
            "text " + "x".repeat(126),
            "text " + "x".repeat(MAX),
            "close 1000");
    for (int piece = 1; piece <= wire.length; piece++) {
      read.clear();
      FrameReader reader = new FrameReader(MAX);
      for (int at = 0; at < wire.length; at += piece) {
        ByteBuffer in = ByteBuffer.wrap(wire, at, Math.min(piece, wire.length - at));
        reader.read(in, receiver);
        assertThat(in.hasRemaining()).isFalse();
      }
      assertThat(read).as("in pieces of %d", piece).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "82 84 00000000 01020304,  binary 01020304",
    "88 80 00000000,           close 1005",
    "88 82 00000000 0fa0,      close 4000",
    "88 84 00000000 03e9 6f6b, close 1001",
  })
  void reads(String wire, String expected) throws FrameViolation {
    read(bytes(wire));
    assertThat(read).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "81 05 48656c6c6f", // Not masked.
        "c1 80 00000000", // A reserved bit.
        "83 80 00000000", // An unknown opcode.
        "8b 80 00000000",
        "09 80 00000000", // A ping in pieces.
        "89 fe 007e 00000000", // A ping that is too long.
        "80 80 00000000", // Nothing to continue.
        "01 80 00000000 81 80 00000000", // A message amid another.
        "82 ff ffffffffffffffff 00000000", // A negative length.
        "88 81 00000000 03", // Half a code.
        "88 82 00000000 03ed", // 1005
        "88 82 00000000 03ee", // 1006
        "88 82 00000000 03e7", // 999
        "88 82 00000000 07d0", // 2000
        "88 82 00000000 1388", // 5000
      })
  void refusesWhatIsNoFrame(String wire) {
    FrameViolation violation = violation(bytes(wire));
    assertThat(violation.code()).isEqualTo(1002);
    assertThat(violation.getStackTrace()).isEmpty();
    assertThat(read).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "81 81 00000000 ff",
        "81 81 00000000 c3",
        "88 83 00000000 03e8 ff",
        "81 83 00000000 eda080"
      })
  void refusesWhatIsNoText(String wire) {
    assertThat(violation(bytes(wire)).code()).isEqualTo(1007);
  }

  @Test
  void replacementCharacterIsText() throws FrameViolation {
    read(frame(0x81, "\uFFFD"));
    assertThat(read).containsExactly("text \uFFFD");
  }

  @Test
  void refusesWhatIsTooBigAsSoonAsItIsAnnounced() {
    assertThat(violation(bytes("82 fe 03e9 00000000")).code()).isEqualTo(1009);
    assertThat(violation(bytes("82 ff 7fffffffffffffff 00000000")).code()).isEqualTo(1009);
    byte[] pieces = join(frame(0x02, new byte[MAX - 1]), bytes("00 82 00000000"));
    assertThat(violation(pieces).code()).isEqualTo(1009);
    assertThat(read).isEmpty();
  }

  @Test
  void smallLimitsHoldForShortMessagesAndNotForControlFrames() throws FrameViolation {
    FrameReader reader = new FrameReader(3);
    reader.read(ByteBuffer.wrap(frame(0x89, "a long ping")), receiver);
    reader.read(ByteBuffer.wrap(frame(0x81, "abc")), receiver);
    assertThat(read).hasSize(2);
    FrameViolation violation =
        catchThrowableOfType(
            FrameViolation.class,
            () -> reader.read(ByteBuffer.wrap(frame(0x81, "abcd")), receiver));
    assertThat(violation.code()).isEqualTo(1009);
  }

  /** Any bytes are read, or refused with a code; nothing else happens. */
  @Test
  void survivesAnything() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] wire = new byte[random.nextInt(40)];
      random.nextBytes(wire);
      if (wire.length > 1 && random.nextBoolean()) {
        wire[0] &= (byte) 0x8F;
        wire[1] |= (byte) 0x80;
      }
      try {
        read(wire);
      } catch (FrameViolation expected) {
        assertThat(expected.code()).as("-Dseed=%d", seed).isIn(1002, 1007, 1009);
      }
    }
  }
}
