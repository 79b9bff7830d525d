package dev.oneport.engineio;

import dev.oneport.RequestHead;
import dev.oneport.concurrent.Timers;
import dev.oneport.config.EngineConfig;
import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.engineio.transport.PollingTransport;
import dev.oneport.engineio.transport.WebSocketTransport;
import dev.oneport.protocol.engineio.JsonpPayloadCodec;
import dev.oneport.protocol.engineio.PayloadCodec;
import java.util.function.Supplier;

/**
 * The Engine.IO server: decides who is let in, keeps the live sessions. Any thread.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol">Engine.IO 4</a>
 */
public final class EngineServer implements AutoCloseable {
  private final EngineConfig config;
  private final EngineSessions sessions;
  private final EngineHooks hooks;
  private final EngineListener listener;
  private final Timers timers;
  private final WriteWatchdog watchdog;
  private final Gatekeeper gatekeeper;

  private volatile boolean refusing;
  private volatile boolean closed;

  /**
   * Takes sessions at once.
   *
   * @param sessions where they are kept; empty
   * @param hooks what the application has to say about them
   * @param watchdog ends sessions whose writes never end
   */
  public EngineServer(
      EngineConfig config,
      EngineSessions sessions,
      EngineHooks hooks,
      EngineListener listener,
      Timers timers,
      WriteWatchdog watchdog) {
    this.config = config;
    this.sessions = sessions;
    this.hooks = hooks;
    this.listener = listener;
    this.timers = timers;
    this.watchdog = watchdog;
    this.gatekeeper = new Gatekeeper(new RequestVerifier(config, sessions), sessions, hooks);
  }

  /** Takes sessions at once, about which nobody else has a say. */
  public EngineServer(
      EngineConfig config, EngineListener listener, Timers timers, WriteWatchdog watchdog) {
    this(config, new EngineSessions(), listener, timers, watchdog);
  }

  private EngineServer(
      EngineConfig config,
      EngineSessions sessions,
      EngineListener listener,
      Timers timers,
      WriteWatchdog watchdog) {
    this(config, sessions, new EngineHooks(sessions, 0), listener, timers, watchdog);
  }

  /** Its settings. */
  public EngineConfig config() {
    return config;
  }

  /** What the application has to say. */
  public EngineHooks hooks() {
    return hooks;
  }

  /** How many sessions are live. */
  public int count() {
    return sessions.count();
  }

  /**
   * Decides whether a request is let in. Waits for the application where it has a say, and tells it
   * of refusals.
   *
   * @param head of the request, made only if the application is to see it
   */
  public Verdict decide(EngineRequest request, Supplier<RequestHead> head) {
    Verdict verdict = gatekeeper.decide(request, head);
    if (refusing && verdict.newSid() != null) {
      verdict = Verdict.refuse(Refusal.stopped());
    }
    if (verdict.refusal() != null) {
      sessions.metrics().refusals().increment(verdict.refusal().reason());
      hooks.reportRefusal(head, verdict.refusal());
    }
    return verdict;
  }

  /**
   * Begins a session over long-polling; the caller brings its first poll next.
   *
   * @param sid from the verdict about its handshake
   */
  public PollingTransport openPolling(String sid, EngineHandshake handshake) {
    EngineSession session = newSession(sid, handshake);
    PollingTransport transport =
        new PollingTransport(session, payloads(handshake), timers, config.maxPacketsPerPayload());
    session.open(transport, listener);
    return transport;
  }

  /**
   * Begins a session over a WebSocket that is open.
   *
   * @param sid from the verdict about its handshake
   */
  public WebSocketTransport openWebSocket(String sid, EngineHandshake handshake, FrameSink sink) {
    EngineSession session = newSession(sid, handshake);
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

  /** Takes no more sessions; those that there are live on. */
  public void refuseMore() {
    refusing = true;
  }

  /** Ends every session and takes no more. */
  @Override
  public void close() {
    refuseMore();
    closed = true;
    sessions.all().forEach(session -> session.terminate(CloseReason.SERVER_SHUTTING_DOWN));
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

  /** A session that can't live is ended before it began: its client learns so by its transport. */
  private EngineSession newSession(String sid, EngineHandshake handshake) {
    EngineSession session =
        new EngineSession(
            sid, handshake, config, timers, watchdog, sessions.metrics(), sessions::remove);
    if (!sessions.add(session)) {
      session.terminate(CloseReason.FORCED_CLOSE);
    }
    if (closed) {
      session.terminate(CloseReason.SERVER_SHUTTING_DOWN);
    }
    return session;
  }
}
