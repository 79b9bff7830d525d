package dev.oneport.web.ws;

import dev.oneport.TransportName;
import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.subscribe.End;
import dev.oneport.subscribe.Liveness;
import dev.oneport.subscribe.Subscriber;
import dev.oneport.subscribe.WebSocketLink;
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
@ServerEndpoint(value = "/ws", configurator = PlainConfigurator.class)
public final class PlainWebSocketEndpoint {
  /** RFC 6455, 7.4.1. */
  private static final int POLICY_VIOLATION = 1008;

  /** Null until open, and for a client that came past the filter. */
  private volatile @Nullable Connection connection;

  private record Connection(
      PlainAdmission admission,
      Subscriber subscriber,
      Liveness liveness,
      MessageAssembler assembler) {}

  /** A client connected. */
  @OnOpen
  public void onOpen(Session wsSession, EndpointConfig config) {
    wsSession.setMaxIdleTimeout(0);
    PlainAdmission admission = HandshakeBinding.of(wsSession, config, PlainAdmission.class);
    if (admission == null) {
      new SessionFrameSink(wsSession, Runnable::run).close(POLICY_VIOLATION, "");
      return;
    }
    FrameSink sink = new SessionFrameSink(wsSession, admission.workers());
    Subscriber subscriber =
        new Subscriber(
            admission.handshake(), TransportName.WS, admission.context(), new WebSocketLink(sink));
    Liveness liveness =
        new Liveness(subscriber, admission.context().timers(), admission.livenessMillis());
    connection =
        new Connection(
            admission, subscriber, liveness, new MessageAssembler(admission.maxMessageBytes()));
    subscriber.open();
    liveness.start();
  }

  /** A part of a text came. */
  @OnMessage
  public void onText(String part, boolean last) {
    Connection open = connection;
    if (open == null) {
      return;
    }
    open.liveness().onSignOfLife();
    String text = open.assembler().addText(part, last);
    if (text != null) {
      open.admission().protocol().onText(open.subscriber(), text);
    } else if (open.assembler().exceeded()) {
      open.subscriber().end(End.TOO_BIG);
    }
  }

  /** The client answered a ping. */
  @OnMessage
  public void onPong(PongMessage pong) {
    Connection open = connection;
    if (open != null) {
      open.liveness().onSignOfLife();
    }
  }

  /** The connection is over. */
  @OnClose
  public void onClose() {
    end();
  }

  /** The connection broke; some containers say no more than this. */
  @OnError
  public void onError(Throwable failure) {
    end();
  }

  private void end() {
    Connection open = connection;
    if (open != null) {
      open.subscriber().end(End.NORMAL);
    }
  }
}
