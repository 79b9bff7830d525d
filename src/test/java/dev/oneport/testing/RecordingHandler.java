package dev.oneport.testing;

import dev.oneport.engineio.CloseReason;
import dev.oneport.engineio.EngineListener;
import dev.oneport.engineio.EngineSession;
import dev.oneport.protocol.engineio.EnginePacket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Records what Engine.IO tells the layer above: {@code open}, texts as they are, binary messages as
 * {@code #} and hex digits, {@code closed: transport error}.
 */
public final class RecordingHandler implements EngineListener {
  private final List<String> events = new ArrayList<>();
  private volatile @Nullable EngineSession last;

  /** What happened since the last call. */
  public synchronized List<String> take() {
    List<String> all = List.copyOf(events);
    events.clear();
    return all;
  }

  /** The session that began last. */
  public EngineSession session() {
    return Objects.requireNonNull(last, "no session yet");
  }

  @Override
  public SessionListener onSession(EngineSession session) {
    last = session;
    record("open");
    return new SessionListener() {
      @Override
      public void onMessage(EnginePacket message) {
        session.lane().assertInLane();
        record(message.isBinary() ? "#" + hex(message.binary()) : message.data());
      }

      @Override
      public void onClose(CloseReason reason, String detail) {
        session.lane().assertInLane();
        record("closed: " + reason.disconnectReason().text());
      }
    };
  }

  private synchronized void record(String event) {
    events.add(event);
  }

  private static String hex(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
