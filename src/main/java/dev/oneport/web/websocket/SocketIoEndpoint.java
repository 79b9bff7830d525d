package dev.oneport.web.websocket;

import dev.oneport.concurrent.Timers;
import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.engineio.transport.WebSocketTransport;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket end of the Engine.IO URL. It is registered at start-up under a path that nobody can
 * guess, and reached only through the servlet, which has checked the request.
 */
public final class SocketIoEndpoint extends Endpoint {
  /** RFC 6455, 7.4.1. */
  private static final int NORMAL_CLOSURE = 1000;

  private static final int POLICY_VIOLATION = 1008;

  /** Makes a transport of a WebSocket that is open. */
  @FunctionalInterface
  public interface Opening {
    /** Closes it at once. */
    Opening POINTLESS =
        sink -> {
          sink.close(NORMAL_CLOSURE, "");
          return null;
        };

    /**
     * Begins a session, or the upgrade of one.
     *
     * @return null if nothing is expected from the client
     */
    @Nullable WebSocketTransport open(FrameSink sink);
  }

  /** What the servlet knows of the request. */
  public record Admission(
      Opening opening, int maxPayloadBytes, ContainerSinks sinks, Timers timers) {}

  /** When the transport is told of its end. Set with it. */
  private volatile EndTiming timing = EndTiming.atOnce();

  /** Null until open, and for a client that came past the servlet. Set before any message. */
  private volatile @Nullable WebSocketTransport transport;

  @Override
  public void onOpen(Session wsSession, EndpointConfig config) {
    wsSession.setMaxIdleTimeout(0);
    Admission admission = HandshakeBinding.of(wsSession, config, Admission.class);
    if (admission == null) {
      new SessionFrameSink(wsSession, Runnable::run).close(POLICY_VIOLATION, "");
      return;
    }
    timing = EndTiming.of(wsSession, admission.timers());
    FrameSink sink = admission.sinks().of(wsSession, timing);
    WebSocketTransport opened = admission.opening().open(sink);
    if (opened == null) {
      return;
    }
    transport = opened;
    MessageAssembler assembler = new MessageAssembler(admission.maxPayloadBytes());
    wsSession.addMessageHandler(
        String.class,
        (MessageHandler.Partial<String>) (part, last) -> onText(opened, assembler, part, last));
    wsSession.addMessageHandler(
        ByteBuffer.class,
        (MessageHandler.Partial<ByteBuffer>)
            (part, last) -> onBinary(opened, assembler, part, last));
  }

  @Override
  public void onClose(Session wsSession, CloseReason reason) {
    WebSocketTransport open = transport;
    if (open != null) {
      timing.closed().execute(open::onClose);
    }
  }

  @Override
  public void onError(Session wsSession, Throwable failure) {
    WebSocketTransport open = transport;
    if (open != null) {
      timing.broken().execute(() -> open.onError(failure.toString()));
    }
  }

  private static void onText(
      WebSocketTransport transport, MessageAssembler assembler, String part, boolean last) {
    String message = assembler.addText(part, last);
    if (message != null) {
      transport.onText(message);
    } else if (assembler.exceeded()) {
      transport.onTooBig();
    }
  }

  private static void onBinary(
      WebSocketTransport transport, MessageAssembler assembler, ByteBuffer part, boolean last) {
    ByteBuffer message = assembler.addBinary(part, last);
    if (message != null) {
      transport.onBinary(message);
    } else if (assembler.exceeded()) {
      transport.onTooBig();
    }
  }
}
