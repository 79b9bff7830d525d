package dev.oneport.web.ws;

import dev.oneport.subscribe.Subscription;
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
      PlainAdmission admission, Subscription subscription, MessageAssembler assembler) {}

  /** A client connected. */
  @OnOpen
  public void onOpen(Session wsSession, EndpointConfig config) {
    wsSession.setMaxIdleTimeout(0);
    PlainAdmission admission = HandshakeBinding.of(wsSession, config, PlainAdmission.class);
    if (admission == null) {
      new SessionFrameSink(wsSession, Runnable::run).close(POLICY_VIOLATION, "");
      return;
    }
    Subscription subscription =
        admission
            .subscriptions()
            .apply(admission.handshake(), new SessionFrameSink(wsSession, admission.workers()));
    connection =
        new Connection(admission, subscription, new MessageAssembler(admission.maxMessageBytes()));
    subscription.open();
  }

  /** A part of a text came. */
  @OnMessage
  public void onText(String part, boolean last) {
    Connection open = connection;
    if (open == null) {
      return;
    }
    open.subscription().onSignOfLife();
    String text = open.assembler().addText(part, last);
    if (text != null) {
      open.admission().protocol().onText(open.subscription(), text);
    } else if (open.assembler().exceeded()) {
      open.subscription().endTooBig();
    }
  }

  /** The client answered a ping. */
  @OnMessage
  public void onPong(PongMessage pong) {
    Connection open = connection;
    if (open != null) {
      open.subscription().onSignOfLife();
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
      open.subscription().end();
    }
  }
}
