package dev.oneport.web.websocket;

import dev.oneport.testing.WebSocketEnd;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of sinks, on WebSockets of Tyrus. */
abstract class TyrusSinkContract extends SessionSinkContract {
  private static @Nullable TyrusServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        TyrusServer.start(
            Map.of(
                "/sink",
                new TyrusServer.Site(SinkEndpoint.class, SinkEndpoint::new, query -> "admitted")));
  }

  @AfterAll
  static void stop() {
    Objects.requireNonNull(server).close();
  }

  @Override
  WebSocketEnd connect() {
    return Objects.requireNonNull(server).connect("/sink");
  }
}
