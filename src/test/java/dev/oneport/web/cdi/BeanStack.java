package dev.oneport.web.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.SocketIoServer;
import dev.oneport.UserRoles;
import dev.oneport.adapter.Adapters;
import dev.oneport.adapter.InMemoryAdapter;
import dev.oneport.config.EngineConfig;
import dev.oneport.config.RecoveryConfig;
import dev.oneport.config.SocketIoConfig;
import dev.oneport.engineio.EngineHandshake;
import dev.oneport.engineio.EngineHooks;
import dev.oneport.engineio.EngineServer;
import dev.oneport.engineio.EngineSessions;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.DefaultParser;
import dev.oneport.security.Authenticator;
import dev.oneport.session.LiveSessions;
import dev.oneport.socketio.Environment;
import dev.oneport.socketio.HandlerRegistry;
import dev.oneport.socketio.SocketIo;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.web.validation.Constraints;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The server and Weld without a container in between; handlers run at once. */
final class BeanStack implements AutoCloseable {
  private final FakeTimers timers = new FakeTimers();
  private final JsonBinding json = JsonBinding.create();
  private final Adapters adapters = new Adapters(namespace -> new InMemoryAdapter());
  private final Constraints constraints = Constraints.find(() -> null);
  private final EngineSessions engineSessions = new EngineSessions();
  private final EngineHooks hooks = new EngineHooks(engineSessions, 0);
  private final SocketIo socketIo =
      new SocketIo(
          new Environment(
              SocketIoConfig.defaults(),
              RecoveryConfig.defaults(),
              json,
              new DefaultParser(),
              adapters,
              timers,
              Runnable::run,
              Runnable::run,
              Runnable::run,
              new LiveSessions(),
              constraints,
              hooks,
              action -> {},
              Authenticator.open(timers, timers.clock())));
  private final EngineServer engine =
      new EngineServer(
          EngineConfig.defaults(),
          engineSessions,
          hooks,
          socketIo,
          timers,
          new WriteWatchdog(timers, 20_000));
  private final SeContainer container;
  private final CdiBridge bridge;

  private BeanStack(Class<?>... beans) {
    container =
        SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addExtensions(new OneportExtension())
            .addBeanClasses(beans)
            .initialize();
    bridge = ActiveCdi.of(container.getBeanManager());
    try {
      bridge.start(socketIo.server(), socketIo, constraints);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts with these beans. */
  static BeanStack of(Class<?>... beans) {
    return new BeanStack(beans);
  }

  /** Starts the beans once more, with something else in place of the server. */
  void startAgain(SocketIoServer server, HandlerRegistry registry) {
    bridge.start(server, registry, constraints);
  }

  SocketIoServer io() {
    return socketIo.server();
  }

  /** The roles that were asked for at each handshake. */
  Set<String> roles() {
    return bridge.roles();
  }

  /** A client of nobody in particular, in the main namespace. */
  InMemoryClient client() {
    return connected(null);
  }

  /** The same of a user with roles. */
  InMemoryClient client(String user, String... roles) {
    return connected(user, roles);
  }

  private InMemoryClient connected(@Nullable String user, String... roles) {
    InMemoryClient client = newcomer(user, roles);
    assertThat(send(client, "40")).hasSize(1).first().asString().startsWith("40{");
    return client;
  }

  /** A client that is in no namespace yet. */
  InMemoryClient newcomer(@Nullable String user, String... roles) {
    EngineHandshake plain = InMemoryClient.handshake();
    Principal principal = user == null ? null : () -> user;
    return InMemoryClient.webSocket(
        engine,
        new EngineHandshake(
            plain.headers(),
            plain.query(),
            plain.address(),
            plain.time(),
            principal,
            plain.secure(),
            plain.url(),
            new UserRoles(bridge.roles(), Set.of(roles))));
  }

  /** Sends packets; what came back since the last call. */
  static List<String> send(InMemoryClient client, String... packets) {
    for (String packet : packets) {
      client.webSocket().send(packet);
    }
    return client.webSocket().take();
  }

  @Override
  public void close() {
    engine.close();
    bridge.stop();
    if (container.isRunning()) {
      container.close();
    }
    socketIo.close();
    adapters.close();
    constraints.close();
    json.close();
  }
}
