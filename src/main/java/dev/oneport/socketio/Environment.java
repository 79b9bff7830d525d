package dev.oneport.socketio;

import dev.oneport.adapter.Adapters;
import dev.oneport.concurrent.Timers;
import dev.oneport.config.SocketIoConfig;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.session.LiveSessions;
import java.util.concurrent.Executor;

/**
 * What the Socket.IO layer is given.
 *
 * @param workers runs application code; may block
 * @param sessions where clients are registered
 */
public record Environment(
    SocketIoConfig config,
    JsonBinding json,
    Adapters adapters,
    Timers timers,
    Executor workers,
    LiveSessions sessions) {}
