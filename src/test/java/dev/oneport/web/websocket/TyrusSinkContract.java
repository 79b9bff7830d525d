package dev.oneport.web.websocket;

import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.engineio.transport.FrameSinkContract;
import dev.oneport.testing.WebSocketEnd;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of sinks, on WebSockets of Tyrus. */
abstract class TyrusSinkContract extends FrameSinkContract {
  private static final BlockingQueue<Session> OPENED = new LinkedBlockingQueue<>();
  private static @Nullable ExecutorService workers;
  private static @Nullable TyrusServer server;

  /** Tells of each WebSocket. */
  public static final class SinkEndpoint extends Endpoint {
    @Override
    public void onOpen(Session wsSession, EndpointConfig config) {
      OPENED.add(wsSession);
    }
  }

  /** The sink under test. */
  abstract FrameSink sink(Session wsSession, Executor workers);

  @BeforeAll
  static void start() throws Exception {
    workers = Executors.newCachedThreadPool();
    server =
        TyrusServer.start(
            Map.of(
                "/sink",
                new TyrusServer.Site(SinkEndpoint.class, SinkEndpoint::new, query -> "admitted")));
  }

  @AfterAll
  static void stop() {
    Objects.requireNonNull(server).close();
    Objects.requireNonNull(workers).shutdownNow();
  }

  @Override
  protected Pair open() throws Exception {
    WebSocketEnd client = Objects.requireNonNull(server).connect("/sink");
    FrameSink sink =
        sink(
            Objects.requireNonNull(OPENED.poll(20, TimeUnit.SECONDS)),
            Objects.requireNonNull(workers));
    return Pair.of(sink, client);
  }
}
