package dev.oneport.web.ws;

import dev.oneport.TransportName;
import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.subscribe.End;
import dev.oneport.subscribe.Liveness;
import dev.oneport.subscribe.PlainProtocol;
import dev.oneport.subscribe.Subscriber;
import dev.oneport.subscribe.WebSocketLink;
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

  // RFC 6455, 7.4.1, and the registry of close codes at IANA.
  private static final int POLICY_VIOLATION = 1008;
  private static final int TRY_AGAIN_LATER = 1013;

  /** When the subscriber is told of its end. Set before it. */
  private volatile EndTiming timing = EndTiming.atOnce();

  /** Null until open, and for a client that came past the filter. */
  private volatile @Nullable Connection connection;

  private record Connection(
      PlainProtocol protocol,
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
    PlainSite site = admission.site();
    timing = EndTiming.of(wsSession, site.context().timers());
    FrameSink sink = new SessionFrameSink(wsSession, site.workers(), timing);
    if (site.context().sessions().isFull()) {
      site.context().metrics().refusals().increment("overloaded");
      sink.close(TRY_AGAIN_LATER, "");
      return;
    }
    Subscriber subscriber =
        new Subscriber(
            admission.handshake(), TransportName.WS, site.context(), new WebSocketLink(sink));
    Liveness liveness =
        new Liveness(subscriber, site.context().timers(), site.protocol().heartbeatMillis());
    connection =
        new Connection(
            site.protocol(), subscriber, liveness, new MessageAssembler(site.maxMessageBytes()));
    subscriber.open();
    liveness.start();
    site.protocol().onOpen(subscriber);
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
      open.protocol().onText(open.subscriber(), text);
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
      open.subscriber().end(End.NORMAL);
    }
  }
}
