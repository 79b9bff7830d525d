package dev.oneport.socketio;

import dev.oneport.Engine;
import dev.oneport.adapter.Adapters;
import dev.oneport.concurrent.Timers;
import dev.oneport.config.RecoveryConfig;
import dev.oneport.config.SocketIoConfig;
import dev.oneport.metrics.Metrics;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.PacketEncoder;
import dev.oneport.protocol.socketio.Parser;
import dev.oneport.security.Authenticator;
import dev.oneport.session.LiveSessions;
import java.util.concurrent.Executor;

/**
 * What the Socket.IO layer is given.
 *
 * @param parser the wire format of all clients
 * @param handlers runs application code, which may block
 * @param completions settles acknowledgements, which handlers may wait for
 * @param flushes write what was queued for one client, while its handlers go on
 * @param sessions where clients are registered
 * @param payloads checks what typed handlers are given
 * @param engine what the application is given to speak about the Engine.IO layer
 * @param transactions that emits may wait for
 * @param authenticator decides who clients are
 */
public record Environment(
    SocketIoConfig config,
    RecoveryConfig recovery,
    JsonBinding json,
    Parser parser,
    Adapters adapters,
    Timers timers,
    Executor handlers,
    Executor completions,
    Executor flushes,
    LiveSessions sessions,
    PayloadCheck payloads,
    Engine engine,
    Transactions transactions,
    Authenticator authenticator) {

  /** What is measured. */
  Metrics metrics() {
    return sessions.metrics();
  }

  /** Of the wire format. */
  PacketEncoder encoder() {
    return parser.encoder();
  }
}
