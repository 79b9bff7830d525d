package dev.oneport.web.ws;

import dev.oneport.AdoptedSession;
import dev.oneport.concurrent.Clock;
import dev.oneport.concurrent.Timers;
import dev.oneport.engineio.EngineHandshake;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.session.LiveSessions;
import dev.oneport.web.websocket.EndTiming;
import dev.oneport.web.websocket.SessionFrameSink;
import jakarta.websocket.Session;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Adopts WebSockets of the application's own endpoints. Any thread.
 *
 * @param watchdog ends them when a write never ends
 * @param workers complete what the application waits for, and close
 * @param outboxBytes that may wait for one
 */
public record Adoption(
    LiveSessions sessions,
    Clock clock,
    Timers timers,
    WriteWatchdog watchdog,
    Executor workers,
    long outboxBytes)
    implements Function<Session, AdoptedSession> {
  private static final String PROPERTY = Adoption.class.getName();
  private static final int TRY_AGAIN_LATER = 1013;

  @Override
  public AdoptedSession apply(Session wsSession) {
    Object known = wsSession.getUserProperties().get(PROPERTY);
    if (known instanceof AdoptedSession session) {
      return session;
    }
    RealAdoptedSession adopted =
        new RealAdoptedSession(
            this,
            client(wsSession),
            new SessionFrameSink(wsSession, workers, EndTiming.of(wsSession, timers)),
            wsSession::isOpen);
    wsSession.getUserProperties().put(PROPERTY, adopted);
    if (sessions.isDraining() || sessions.isFull()) {
      adopted.end(TRY_AGAIN_LATER, "");
    } else {
      adopted.open();
    }
    return adopted;
  }

  private AdoptedClient client(Session wsSession) {
    EngineHandshake handshake = AdoptableHandshake.of(wsSession);
    return handshake == null
        ? new AdoptedClient(address(wsSession), wsSession.getUserPrincipal(), clock.now(), null)
        : new AdoptedClient(
            handshake.address(), handshake.principal(), handshake.time(), handshake.login());
  }

  /** Jetty and some others tell it. */
  private static String address(Session wsSession) {
    Object address = wsSession.getUserProperties().get("jakarta.websocket.endpoint.remoteAddress");
    return address instanceof InetSocketAddress socket ? socket.getHostString() : "";
  }
}
