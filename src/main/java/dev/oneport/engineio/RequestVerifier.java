package dev.oneport.engineio;

import dev.oneport.TransportName;
import dev.oneport.config.EngineConfig;
import dev.oneport.engineio.Refusal.Cause;
import dev.oneport.protocol.engineio.EngineProtocol;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The checks that need nobody's opinion, in the order of the reference server. Any thread.
 *
 * <pre>
 * any request   transport known 0, Origin legal 3
 * with sid      session known, and its user's 1, transport the session's 3, origin allowed 4
 * without sid   GET 2, WebSocket only by upgrade 3, origin allowed and room left 4,
 *               then the application's gate 4, then the protocol 5
 * </pre>
 */
final class RequestVerifier {
  private static final String WEBSOCKET = TransportName.WEBSOCKET.text();

  private final EngineConfig config;
  private final EngineSessions sessions;
  private final Set<String> transports;

  RequestVerifier(EngineConfig config, EngineSessions sessions) {
    this.config = config;
    this.sessions = sessions;
    this.transports =
        config.transports().stream().map(TransportName::text).collect(Collectors.toSet());
  }

  /** What speaks against any request; null if nothing does. */
  @Nullable Refusal request(EngineRequest request) {
    String transport = request.transport();
    if (transport == null || !transports.contains(transport)) {
      return Refusal.of(
          EngineError.UNKNOWN_TRANSPORT, "transport", transport == null ? "" : transport);
    }
    return request.originLegal() ? null : Refusal.badRequest(Cause.INVALID_ORIGIN);
  }

  /** What speaks against a request of a session; null if nothing does. */
  @Nullable Refusal resumption(EngineRequest request, EngineSession session) {
    String transport = String.valueOf(request.transport());
    String current = session.transportName().text();
    if (!request.upgrade() && !current.equals(transport)) {
      return Refusal.badRequest(
          Cause.TRANSPORT_MISMATCH, "transport", transport, "previousTransport", current);
    }
    if (!request.upgrade() && transport.equals(WEBSOCKET)) {
      return Refusal.badRequest(Cause.TRANSPORT_HANDSHAKE_ERROR);
    }
    return request.allowed() ? null : originRefused();
  }

  /** What speaks against a handshake before the application's gate; null if nothing does. */
  @Nullable Refusal handshake(EngineRequest request) {
    if (!request.method().equals("GET")) {
      return Refusal.of(EngineError.BAD_HANDSHAKE_METHOD, "method", request.method());
    }
    if (!request.upgrade() && WEBSOCKET.equals(request.transport())) {
      return Refusal.badRequest(Cause.TRANSPORT_HANDSHAKE_ERROR);
    }
    if (!request.allowed()) {
      return originRefused();
    }
    return sessions.load() < config.maxSessions()
        ? null
        : Refusal.of(EngineError.FORBIDDEN, "message", Refusal.OVERLOADED);
  }

  /** What speaks against a handshake after the application's gate; null if nothing does. */
  @Nullable Refusal protocol(EngineRequest request) {
    return EngineProtocol.of(request.protocol()) == EngineProtocol.V3 && !config.allowEIO3()
        ? Refusal.of(EngineError.UNSUPPORTED_PROTOCOL_VERSION, "protocol", 3)
        : null;
  }

  private static Refusal originRefused() {
    return Refusal.of(EngineError.FORBIDDEN, "message", Refusal.FOREIGN_ORIGIN);
  }
}
