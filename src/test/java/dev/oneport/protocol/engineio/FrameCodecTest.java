package dev.oneport.protocol.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.protocol.PacketFormatException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FrameCodecTest {

  private static final EnginePacket TEXT = EnginePacket.message("a");
  private static final EnginePacket BINARY = EnginePacket.message(ByteBuffer.wrap(new byte[] {9}));

  @Test
  void version4SendsBinaryAsItIs() throws PacketFormatException {
    FrameCodec codec = EngineProtocol.V4.frames(false);

    assertThat(codec.isText(TEXT)).isTrue();
    assertThat(codec.text(TEXT)).isEqualTo("4a");
    assertThat(codec.isText(BINARY)).isFalse();
    assertThat(codec.binary(BINARY)).isEqualTo(ByteBuffer.wrap(new byte[] {9}));
    assertThat(codec.decode("4a")).isEqualTo(TEXT);
    assertThat(codec.decode(ByteBuffer.wrap(new byte[] {9}))).isEqualTo(BINARY);
  }

  @Test
  void version4SendsBase64ToClientsWithoutBinary() throws PacketFormatException {
    FrameCodec codec = EngineProtocol.V4.frames(true);

    assertThat(codec.isText(BINARY)).isTrue();
    assertThat(codec.text(BINARY)).isEqualTo("bCQ==");
    assertThat(codec.decode("bCQ==")).isEqualTo(BINARY);
  }

  @Test
  void version3SendsTheTypeFirst() throws PacketFormatException {
    FrameCodec codec = EngineProtocol.V3.frames(false);

    assertThat(codec.isText(TEXT)).isTrue();
    assertThat(codec.text(TEXT)).isEqualTo("4a");
    assertThat(codec.isText(BINARY)).isFalse();
    assertThat(codec.binary(BINARY)).isEqualTo(ByteBuffer.wrap(new byte[] {4, 9}));
    assertThat(codec.decode("4a")).isEqualTo(TEXT);
    assertThat(codec.decode(ByteBuffer.wrap(new byte[] {4, 9}))).isEqualTo(BINARY);
  }

  @Test
  void version3SendsBase64ToClientsWithoutBinary() throws PacketFormatException {
    FrameCodec codec = EngineProtocol.V3.frames(true);

    assertThat(codec.isText(BINARY)).isTrue();
    assertThat(codec.text(BINARY)).isEqualTo("b4CQ==");
    assertThat(codec.decode("b4CQ==")).isEqualTo(BINARY);
  }

  @Test
  void whateverIsNot4IsVersion3() {
    assertThat(EngineProtocol.of("4")).isEqualTo(EngineProtocol.V4);
    for (String other : new String[] {"3", "", "5", "04", "abc"}) {
      assertThat(EngineProtocol.of(other)).isEqualTo(EngineProtocol.V3);
    }
    assertThat(EngineProtocol.of(null)).isEqualTo(EngineProtocol.V3);
  }
}
