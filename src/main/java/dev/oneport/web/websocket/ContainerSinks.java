package dev.oneport.web.websocket;

import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.web.tyrus.TyrusFrameSink;
import jakarta.websocket.Session;
import java.util.concurrent.Executor;

/**
 * Makes what writes to WebSockets of the container that nobody else writes to. Immutable; any
 * thread.
 *
 * @param direct whether it may go past the standard API where that costs more than the write
 * @param workers run what may wait for a client
 */
public record ContainerSinks(boolean direct, Executor workers) {

  /**
   * For an open session.
   *
   * @param timing as its container needs it
   */
  public FrameSink of(Session wsSession, EndTiming timing) {
    FrameSink standard = new SessionFrameSink(wsSession, workers, timing);
    return direct && WsContainer.of(wsSession) == WsContainer.TYRUS
        ? TyrusFrameSink.of(wsSession, standard, timing.broken())
        : standard;
  }
}
