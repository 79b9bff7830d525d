package dev.oneport.web.polling;

import dev.oneport.concurrent.Timers;
import dev.oneport.config.HttpConfig;
import dev.oneport.engineio.EngineServer;
import dev.oneport.web.Gate;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What the servlet of one Engine.IO URL works with.
 *
 * @param gate lets clients in
 * @param upgrader null where the container has no WebSocket
 * @param client the browser client to serve; null for none
 */
public record EngineEdge(
    EngineServer engine,
    HttpConfig http,
    Gate gate,
    Executor workers,
    Timers timers,
    @Nullable Upgrader upgrader,
    @Nullable ClientFiles client) {}
