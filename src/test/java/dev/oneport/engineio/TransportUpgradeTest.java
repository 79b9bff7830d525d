package dev.oneport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.engineio.TransportUpgrade.Action;
import dev.oneport.engineio.TransportUpgrade.State;
import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.protocol.engineio.EnginePacketCodec;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportUpgradeTest {

  /** The event is a packet as text, {@code binary}, or {@code end}. */
  @ParameterizedTest
  @CsvSource({
    "WAITING, 2probe,  ANSWER_PROBE, PROBED",
    "WAITING, 5,       ABORT,        ENDED",
    "WAITING, 2,       ABORT,        ENDED",
    "WAITING, 2other,  ABORT,        ENDED",
    "WAITING, 0,       ABORT,        ENDED",
    "WAITING, 1,       ABORT,        ENDED",
    "WAITING, 3probe,  ABORT,        ENDED",
    "WAITING, 4probe,  ABORT,        ENDED",
    "WAITING, 6,       ABORT,        ENDED",
    "WAITING, binary,  ABORT,        ENDED",
    "WAITING, end,     ABORT,        ENDED",
    "PROBED,  2probe,  ABORT,        ENDED",
    "PROBED,  5,       COMPLETE,     ENDED",
    "PROBED,  2,       ABORT,        ENDED",
    "PROBED,  0,       ABORT,        ENDED",
    "PROBED,  1,       ABORT,        ENDED",
    "PROBED,  3probe,  ABORT,        ENDED",
    "PROBED,  4probe,  ABORT,        ENDED",
    "PROBED,  6,       ABORT,        ENDED",
    "PROBED,  binary,  ABORT,        ENDED",
    "PROBED,  end,     ABORT,        ENDED",
    "ENDED,   2probe,  NONE,         ENDED",
    "ENDED,   5,       NONE,         ENDED",
    "ENDED,   4probe,  NONE,         ENDED",
    "ENDED,   binary,  NONE,         ENDED",
    "ENDED,   end,     NONE,         ENDED"
  })
  void everyEventInEveryState(State before, String event, Action action, State after)
      throws PacketFormatException {
    TransportUpgrade upgrade = in(before);

    assertThat(event.equals("end") ? upgrade.onEnd() : upgrade.onPacket(packet(event)))
        .isEqualTo(action);
    assertThat(upgrade.state()).isEqualTo(after);
  }

  private static TransportUpgrade in(State state) throws PacketFormatException {
    TransportUpgrade upgrade = new TransportUpgrade();
    switch (state) {
      case WAITING -> {}
      case PROBED -> upgrade.onPacket(packet("2probe"));
      case ENDED -> upgrade.onEnd();
    }
    assertThat(upgrade.state()).isEqualTo(state);
    return upgrade;
  }

  private static EnginePacket packet(String text) throws PacketFormatException {
    return text.equals("binary")
        ? EnginePacket.message(ByteBuffer.wrap(new byte[] {1}))
        : EnginePacketCodec.decode(text);
  }
}
