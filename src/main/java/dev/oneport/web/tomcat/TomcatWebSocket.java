package dev.oneport.web.tomcat;

import dev.oneport.engineio.transport.FrameListener;
import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.protocol.websocket.FrameReader;
import dev.oneport.protocol.websocket.FrameViolation;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One WebSocket. */
public final class TomcatWebSocket extends TomcatConnection implements FrameReader.Receiver {
  private static final int NORMAL_CLOSURE = 1000;
  private static final int NO_CODE = 1005;

  /** Makes the listener of a WebSocket that is open. */
  @FunctionalInterface
  public interface Opening {
    /**
     * It is open.
     *
     * @return null if nothing is expected from the client
     */
    @Nullable FrameListener open(FrameSink sink);
  }

  private @Nullable Opening opening;
  private int maxMessageBytes;
  private @Nullable TomcatFrameSink sink;

  /** Null once nothing that comes counts any more. */
  private @Nullable FrameReader reader;

  /** Null if nothing is expected from the client. */
  private @Nullable FrameListener listener;

  /** For Tomcat alone. */
  public TomcatWebSocket() {}

  /** How it is opened; before the request is over. */
  void admit(Opening next, int maxBytes) {
    opening = next;
    maxMessageBytes = maxBytes;
  }

  @Override
  void onOpen(WireWriter opened) {
    Opening admitted = Objects.requireNonNull(opening, "nobody admitted it");
    opening = null;
    TomcatFrameSink writing = new TomcatFrameSink(opened, timers());
    sink = writing;
    reader = new FrameReader(maxMessageBytes);
    listener = admitted.open(writing);
  }

  private TomcatFrameSink sink() {
    return Objects.requireNonNull(sink);
  }

  @Override
  void onBytes(ByteBuffer bytes) {
    FrameReader reads = reader;
    if (reads == null) {
      return;
    }
    try {
      reads.read(bytes, this);
    } catch (FrameViolation e) {
      reader = null;
      onViolation(e);
    }
  }

  private void onViolation(FrameViolation violation) {
    FrameListener told = listener;
    if (told != null && violation.code() == FrameViolation.TOO_BIG) {
      told.onTooBig();
      return;
    }
    sink().close(violation.code(), "");
    if (told != null) {
      told.onError(Objects.toString(violation.getMessage()));
    }
  }

  @Override
  public void onText(String text) {
    if (listener != null) {
      listener.onText(text);
    }
  }

  @Override
  public void onBinary(ByteBuffer data) {
    if (listener != null) {
      listener.onBinary(data);
    }
  }

  @Override
  public void onPing(ByteBuffer data) {
    sink().pong(data);
  }

  @Override
  public void onPong() {
    if (listener != null) {
      listener.onPong();
    }
  }

  @Override
  public void onClose(int code) {
    reader = null;
    sink().onPeerClose(code == NO_CODE ? NORMAL_CLOSURE : code);
  }

  @Override
  void onEnd() {
    if (listener != null) {
      listener.onClose();
    }
  }
}
