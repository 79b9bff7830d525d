package dev.oneport.conformance;

import dev.oneport.concurrent.Clock;
import dev.oneport.concurrent.OwnThreads;
import dev.oneport.concurrent.ScheduledTimers;
import dev.oneport.concurrent.Workers;
import dev.oneport.config.ConfigReader;
import dev.oneport.config.OneportConfig;
import dev.oneport.engineio.CloseReason;
import dev.oneport.engineio.EngineListener;
import dev.oneport.engineio.EngineServer;
import dev.oneport.engineio.EngineSession;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.limit.RateLimits;
import dev.oneport.metrics.Metrics;
import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.web.Cors;
import dev.oneport.web.Entrance;
import dev.oneport.web.Gate;
import dev.oneport.web.OriginPolicy;
import dev.oneport.web.boot.Deployment;
import dev.oneport.web.boot.Registrations;
import dev.oneport.web.polling.EngineEdge;
import dev.oneport.web.tomcat.SocketLoops;
import dev.oneport.web.tomcat.TomcatUpgrade;
import dev.oneport.web.websocket.ContainerSinks;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Raw Engine.IO at {@code /engine.io/}: whatever a client sends comes back, text or binary. */
@WebListener
public final class EchoListener implements ServletContextListener {
  private static final String PATH = "/engine.io";

  /** Null unless the application runs. Written by the container's deployment thread. */
  private @Nullable Echo running;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    running = new Echo(event.getServletContext());
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (running != null) {
      running.close();
    }
  }

  private static final class Echo implements EngineListener, AutoCloseable {
    private final ClassLoader loader = Echo.class.getClassLoader();
    private final Workers workers = Workers.create(loader, null);
    private final ScheduledTimers timers =
        new ScheduledTimers(new OwnThreads("engine-echo", loader));
    private final SocketLoops loops = new SocketLoops(new OwnThreads("engine-loop", loader), 1);
    private final WriteWatchdog watchdog;
    private final EngineServer engine;

    Echo(ServletContext context) {
      OneportConfig config = ConfigReader.read(Deployment.contextParams(context), List.of());
      watchdog = new WriteWatchdog(timers, config.engine().sendTimeoutMillis());
      watchdog.start();
      engine = new EngineServer(config.engine(), this, timers, watchdog);
      Registrations.addServlet(
          context,
          "engine-echo",
          PATH,
          new EngineEdge(
              engine,
              config.web().http(),
              new Gate(
                  new Cors(config.web().cors()),
                  new OriginPolicy(config.web()),
                  Entrance.open(timers, Clock.system()),
                  RateLimits.none(),
                  new Metrics().refusals()),
              workers.completions(),
              timers,
              Registrations.upgrader(
                  context,
                  new TomcatUpgrade(loops),
                  new ContainerSinks(true, workers.completions())),
              null));
    }

    @Override
    public SessionListener onSession(EngineSession session) {
      return new SessionListener() {
        @Override
        public void onMessage(EnginePacket message) {
          session.send(List.of(message));
        }

        @Override
        public void onClose(CloseReason reason, String detail) {
          // Nothing was kept.
        }
      };
    }

    @Override
    public void close() {
      watchdog.close();
      engine.close();
      workers.close();
      timers.close();
      loops.close();
    }
  }
}
