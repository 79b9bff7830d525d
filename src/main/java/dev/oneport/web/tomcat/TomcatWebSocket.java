package dev.oneport.web.tomcat;

import dev.oneport.engineio.transport.WebSocketTransport;
import dev.oneport.protocol.websocket.FrameReader;
import dev.oneport.protocol.websocket.FrameViolation;
import dev.oneport.web.websocket.SocketIoEndpoint.Admission;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One WebSocket of a Socket.IO client. */
public final class TomcatWebSocket extends TomcatConnection implements FrameReader.Receiver {
  private static final int NORMAL_CLOSURE = 1000;
  private static final int NO_CODE = 1005;

  private @Nullable Admission admission;
  private @Nullable TomcatFrameSink sink;

  /** Null once nothing that comes counts any more. */
  private @Nullable FrameReader reader;

  /** Null if nothing is expected from the client. */
  private @Nullable WebSocketTransport transport;

  /** For Tomcat alone. */
  public TomcatWebSocket() {}

  /** How it is opened; before the request is over. */
  void admit(Admission next) {
    admission = next;
  }

  @Override
  void onOpen(WireWriter opened) {
    Admission admitted = Objects.requireNonNull(admission, "nobody admitted it");
    admission = null;
    TomcatFrameSink writing = new TomcatFrameSink(opened, timers());
    sink = writing;
    reader = new FrameReader(admitted.maxPayloadBytes());
    transport = admitted.opening().open(writing);
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
    WebSocketTransport told = transport;
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
    if (transport != null) {
      transport.onText(text);
    }
  }

  @Override
  public void onBinary(ByteBuffer data) {
    if (transport != null) {
      transport.onBinary(data);
    }
  }

  @Override
  public void onPing(ByteBuffer data) {
    sink().pong(data);
  }

  @Override
  public void onClose(int code) {
    reader = null;
    sink().onPeerClose(code == NO_CODE ? NORMAL_CLOSURE : code);
  }

  @Override
  void onEnd() {
    if (transport != null) {
      transport.onClose();
    }
  }
}
