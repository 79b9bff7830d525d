package dev.oneport.web.websocket;

import dev.oneport.engineio.transport.FrameSink;
import jakarta.websocket.Session;
import java.util.concurrent.Executor;

/** The sink of the standard API. */
class SessionFrameSinkTest extends TyrusSinkContract {
  @Override
  FrameSink sink(Session wsSession, Executor workers) {
    return new SessionFrameSink(wsSession, workers);
  }
}
