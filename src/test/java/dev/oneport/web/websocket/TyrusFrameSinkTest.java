package dev.oneport.web.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.web.tyrus.TyrusFrameSink;
import jakarta.websocket.Session;
import java.util.concurrent.Executor;

/** The sink that is past the standard API of Tyrus. */
class TyrusFrameSinkTest extends TyrusSinkContract {
  @Override
  FrameSink sink(Session wsSession, Executor workers) {
    FrameSink sink = new ContainerSinks(true, workers).of(wsSession, EndTiming.atOnce());
    assertThat(sink).isInstanceOf(TyrusFrameSink.class);
    return sink;
  }
}
