package dev.oneport.engineio;

import dev.oneport.TransportName;
import dev.oneport.concurrent.Timers;
import dev.oneport.config.EngineConfig;
import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.engineio.transport.PollingTransport;
import dev.oneport.engineio.transport.WebSocketTransport;
import dev.oneport.protocol.engineio.EngineProtocol;
import dev.oneport.protocol.engineio.JsonpPayloadCodec;
import dev.oneport.protocol.engineio.PayloadCodec;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Engine.IO server: decides who is let in, keeps the live sessions. Any thread.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol">Engine.IO 4</a>
 */
public final class EngineServer implements AutoCloseable {
  private final EngineConfig config;
  private final EngineListener listener;
  private final Timers timers;
  private final WriteWatchdog watchdog;
  private final Set<String> transportNames;
  private final Map<String, EngineSession> sessions = new ConcurrentHashMap<>();

  private volatile boolean closed;

  /**
   * What a request is answered with.
   *
   * @param error null if it is let in
   * @param session the one it belongs to; null for a handshake
   */
  public record Verdict(@Nullable EngineError error, @Nullable EngineSession session) {
    static Verdict refuse(EngineError error) {
      return new Verdict(error, null);
    }
  }

  /**
   * Takes sessions at once.
   *
   * @param watchdog ends sessions whose writes never end
   */
  public EngineServer(
      EngineConfig config, EngineListener listener, Timers timers, WriteWatchdog watchdog) {
    this.config = config;
    this.listener = listener;
    this.timers = timers;
    this.watchdog = watchdog;
    this.transportNames =
        config.transports().stream().map(TransportName::text).collect(Collectors.toSet());
  }

  /** Its settings. */
  public EngineConfig config() {
    return config;
  }

  /** How many sessions are live. */
  public int count() {
    return sessions.size();
  }

  /** Decides whether a request is let in: the reference server's checks, in its order. */
  public Verdict verify(EngineRequest request) {
    if (request.transport() == null || !transportNames.contains(request.transport())) {
      return Verdict.refuse(EngineError.UNKNOWN_TRANSPORT);
    }
    if (!request.originLegal()) {
      return Verdict.refuse(EngineError.BAD_REQUEST);
    }
    return request.sid() == null ? verifyHandshake(request) : verifySession(request, request.sid());
  }

  /** Begins a session over long-polling; the caller brings its first poll next. */
  public PollingTransport openPolling(EngineHandshake handshake) {
    EngineSession session = newSession(handshake);
    PollingTransport transport =
        new PollingTransport(session, payloads(handshake), timers, config.maxPacketsPerPayload());
    session.open(transport, listener);
    return transport;
  }

  /** Begins a session over a WebSocket that is open. */
  public WebSocketTransport openWebSocket(EngineHandshake handshake, FrameSink sink) {
    EngineSession session = newSession(handshake);
    WebSocketTransport transport =
        new WebSocketTransport(sink, session.protocol().frames(handshake.base64()));
    transport.receiver(session);
    session.open(transport, listener);
    return transport;
  }

  /**
   * Begins to upgrade a session to a WebSocket that is open.
   *
   * @param handshake the request that became the WebSocket
   */
  public WebSocketTransport upgrade(
      EngineSession session, EngineHandshake handshake, FrameSink sink) {
    WebSocketTransport transport =
        new WebSocketTransport(sink, session.protocol().frames(handshake.base64()));
    transport.receiver(session.upgrade(transport));
    return transport;
  }

  /** Ends every session and takes no more. */
  @Override
  public void close() {
    closed = true;
    sessions.values().forEach(session -> session.terminate(CloseReason.SERVER_SHUTTING_DOWN));
  }

  private Verdict verifyHandshake(EngineRequest request) {
    if (!request.method().equals("GET")) {
      return Verdict.refuse(EngineError.BAD_HANDSHAKE_METHOD);
    }
    if (isUpgradeMismatch(request)) {
      return Verdict.refuse(EngineError.BAD_REQUEST);
    }
    if (!request.allowed() || closed || sessions.size() >= config.maxSessions()) {
      return Verdict.refuse(EngineError.FORBIDDEN);
    }
    if (EngineProtocol.of(request.protocol()) == EngineProtocol.V3 && !config.allowEIO3()) {
      return Verdict.refuse(EngineError.UNSUPPORTED_PROTOCOL_VERSION);
    }
    return new Verdict(null, null);
  }

  private Verdict verifySession(EngineRequest request, String sid) {
    EngineSession session = sessions.get(sid);
    if (session == null) {
      return Verdict.refuse(EngineError.UNKNOWN_SID);
    }
    boolean otherTransport = !session.transportName().text().equals(request.transport());
    if (isUpgradeMismatch(request) || (!request.upgrade() && otherTransport)) {
      return Verdict.refuse(EngineError.BAD_REQUEST);
    }
    return request.allowed() ? new Verdict(null, session) : Verdict.refuse(EngineError.FORBIDDEN);
  }

  /**
   * The payloads of a poller. Those for pages without XMLHttpRequest are made only where their old
   * clients are let in: such a script can be included by any page.
   */
  private PayloadCodec payloads(EngineHandshake handshake) {
    String index = config.allowEIO3() ? handshake.jsonp() : null;
    return index == null
        ? handshake.protocol().payloads(handshake.base64())
        : new JsonpPayloadCodec(handshake.protocol().payloads(true), index);
  }

  private static boolean isUpgradeMismatch(EngineRequest request) {
    return request.upgrade() != TransportName.WEBSOCKET.text().equals(request.transport());
  }

  private EngineSession newSession(EngineHandshake handshake) {
    EngineSession session =
        new EngineSession(
            RandomId.secret(),
            handshake,
            config,
            timers,
            watchdog,
            ended -> sessions.remove(ended.sid()));
    sessions.put(session.sid(), session);
    if (closed) {
      session.terminate(CloseReason.SERVER_SHUTTING_DOWN);
    }
    return session;
  }
}
