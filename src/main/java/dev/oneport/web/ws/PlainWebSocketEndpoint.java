package dev.oneport.web.ws;

import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.web.websocket.EndTiming;
import dev.oneport.web.websocket.HandshakeBinding;
import dev.oneport.web.websocket.MessageAssembler;
import dev.oneport.web.websocket.SessionFrameSink;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.jspecify.annotations.Nullable;

/** WebSocket for clients without a library: one JSON object in each text message. */
@ServerEndpoint(
    value = "/ws",
    subprotocols = PlainWebSocketEndpoint.SUBPROTOCOL,
    configurator = PlainConfigurator.class)
public final class PlainWebSocketEndpoint {
  /** For clients that speak this protocol by name; those that name none speak it too. */
  static final String SUBPROTOCOL = "oneport.v1+json";

  /** RFC 6455, 7.4.1. */
  private static final int POLICY_VIOLATION = 1008;

  /** When the subscriber is told of its end. Set before it. */
  private volatile EndTiming timing = EndTiming.atOnce();

  /** Null until open, and for a client that came past the filter. */
  private volatile @Nullable Connection connection;

  private record Connection(PlainListener listener, MessageAssembler assembler) {}

  /** A client connected. */
  @OnOpen
  public void onOpen(Session wsSession, EndpointConfig config) {
    wsSession.setMaxIdleTimeout(0);
    PlainAdmission admission = HandshakeBinding.of(wsSession, config, PlainAdmission.class);
    if (admission == null) {
      new SessionFrameSink(wsSession, Runnable::run).close(POLICY_VIOLATION, "");
      return;
    }
    PlainSite site = admission.site();
    timing = EndTiming.of(wsSession, site.context().timers());
    FrameSink sink = site.sinks().of(wsSession, timing);
    PlainListener listener = PlainListener.open(admission, sink);
    if (listener != null) {
      connection = new Connection(listener, new MessageAssembler(site.maxMessageBytes()));
    }
  }

  /** A part of a text came. */
  @OnMessage
  public void onText(String part, boolean last) {
    Connection open = connection;
    if (open == null) {
      return;
    }
    open.listener().onSignOfLife();
    String text = open.assembler().addText(part, last);
    if (text != null) {
      open.listener().onText(text);
    } else if (open.assembler().exceeded()) {
      open.listener().onTooBig();
    }
  }

  /** The client answered a ping. */
  @OnMessage
  public void onPong(PongMessage pong) {
    Connection open = connection;
    if (open != null) {
      open.listener().onSignOfLife();
    }
  }

  /** The connection is over. */
  @OnClose
  public void onClose() {
    timing.closed().execute(this::end);
  }

  /** The connection broke; some containers say no more than this. */
  @OnError
  public void onError(Throwable failure) {
    timing.broken().execute(this::end);
  }

  private void end() {
    Connection open = connection;
    if (open != null) {
      open.listener().onClose();
    }
  }
}
