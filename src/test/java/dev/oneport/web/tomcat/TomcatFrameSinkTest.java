package dev.oneport.web.tomcat;

import dev.oneport.concurrent.OwnThreads;
import dev.oneport.concurrent.ScheduledTimers;
import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.engineio.transport.FrameSinkContract;
import dev.oneport.testing.WebSocketEnd;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.LifecycleException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Past Tomcat's code for WebSockets, but through that for connections. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TomcatFrameSinkTest extends FrameSinkContract {
  private final BlockingQueue<FrameSink> opened = new LinkedBlockingQueue<>();
  private final ScheduledTimers timers =
      new ScheduledTimers(
          new OwnThreads("test-timers", TomcatFrameSinkTest.class.getClassLoader()));

  private @Nullable UpgradingTomcat tomcat;

  String protocol() {
    return "org.apache.coyote.http11.Http11NioProtocol";
  }

  /** Null if Tomcat reads. */
  @Nullable SocketLoops loops() {
    return null;
  }

  @BeforeAll
  final void start(@TempDir Path home) throws LifecycleException {
    UpgradingTomcat started = new UpgradingTomcat(home, protocol(), timers, loops());
    started.opening(
        sink -> {
          opened.add(sink);
          return null;
        });
    tomcat = started;
  }

  @AfterAll
  final void stop() throws LifecycleException {
    Objects.requireNonNull(tomcat).close();
    timers.close();
  }

  @Override
  protected Pair open() throws Exception {
    WebSocketEnd client = WebSocketEnd.connect(Objects.requireNonNull(tomcat).uri("ws"));
    FrameSink sink = Objects.requireNonNull(opened.poll(20, TimeUnit.SECONDS));
    return Pair.of(sink, client);
  }
}
