package dev.oneport.web.websocket;

import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.engineio.transport.FrameSinkContract;
import dev.oneport.testing.WebSocketEnd;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
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

/** The contract of sinks, on WebSockets of a container: the standard API's, unless said. */
abstract class SessionSinkContract extends FrameSinkContract {
  private static final BlockingQueue<Session> OPENED = new LinkedBlockingQueue<>();
  private static @Nullable ExecutorService workers;

  /** What the container is to connect to: tells of each WebSocket. */
  public static final class SinkEndpoint extends Endpoint {
    @Override
    public void onOpen(Session wsSession, EndpointConfig config) {
      OPENED.add(wsSession);
    }
  }

  /** Connects to a {@link SinkEndpoint}. */
  abstract WebSocketEnd connect();

  /** The sink under test. */
  FrameSink sink(Session wsSession, Executor closing) {
    return new SessionFrameSink(wsSession, closing);
  }

  @BeforeAll
  static void startWorkers() {
    workers = Executors.newCachedThreadPool();
  }

  @AfterAll
  static void stopWorkers() {
    Objects.requireNonNull(workers).shutdownNow();
  }

  @Override
  protected Pair open() throws Exception {
    WebSocketEnd client = connect();
    Session wsSession = Objects.requireNonNull(OPENED.poll(20, TimeUnit.SECONDS));
    return Pair.of(sink(wsSession, Objects.requireNonNull(workers)), client);
  }
}
