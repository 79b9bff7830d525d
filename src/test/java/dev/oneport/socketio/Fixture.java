package dev.oneport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.HandshakeCheck;
import dev.oneport.ParserName;
import dev.oneport.SocketIoServer;
import dev.oneport.TransportName;
import dev.oneport.WhenFull;
import dev.oneport.adapter.Adapters;
import dev.oneport.adapter.FanOut;
import dev.oneport.adapter.InMemoryAdapter;
import dev.oneport.config.EngineConfig;
import dev.oneport.config.LimitsConfig;
import dev.oneport.config.LogConfig;
import dev.oneport.config.NamespaceConfig;
import dev.oneport.config.RecoveryConfig;
import dev.oneport.config.SocketIoConfig;
import dev.oneport.engineio.EngineHooks;
import dev.oneport.engineio.EngineServer;
import dev.oneport.engineio.EngineSessions;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.limit.RateLimits;
import dev.oneport.metrics.Metrics;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.DefaultParser;
import dev.oneport.protocol.socketio.Parser;
import dev.oneport.security.Authenticator;
import dev.oneport.session.LiveSessions;
import dev.oneport.session.Tickets;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.testing.ManualExecutor;
import dev.oneport.testing.TestAuthenticators;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Socket.IO over Engine.IO without a container, in virtual time. Handlers run when told; with
 * {@link #inline()} at once.
 */
final class Fixture implements AutoCloseable {
  /**
   * Connect timeout 45 s, 2 attachments, depth 8, names of 20, 3 namespaces, 4 rooms, 1,000 bytes.
   */
  static final SocketIoConfig CONFIG =
      config(new NamespaceConfig(false, 3, 3, 60_000, 1_000, WhenFull.CLOSE));

  private static SocketIoConfig config(NamespaceConfig namespaces) {
    return new SocketIoConfig(ParserName.DEFAULT, 45_000, 2, 8, 20, 3, 4, 1_000, 3, namespaces);
  }

  private static final EngineConfig ENGINE = engine(4L << 20);

  /** The settings of Engine.IO. */
  static EngineConfig engine(long outboxBytes) {
    return new EngineConfig(
        Set.of(TransportName.POLLING, TransportName.WEBSOCKET),
        true,
        true,
        1_000_000,
        1_000_000,
        10_000,
        1_000_000,
        1_000,
        outboxBytes,
        20_000,
        1_000,
        "");
  }

  final FakeTimers timers = new FakeTimers();

  /** Runs handlers. */
  final ManualExecutor handlers = new ManualExecutor();

  /** Writes what was not written at once. */
  final ManualExecutor flushes = new ManualExecutor();

  /** The one transaction there is, if any. */
  final FakeTransactions transactions = new FakeTransactions();

  /** With the clock of the timers. */
  final Metrics metrics;

  final Tickets tickets = new Tickets(timers.clock(), 10);
  final LiveSessions sessions;
  final JsonBinding json = JsonBinding.create();
  final Parser parser = new DefaultParser();
  final Adapters adapters;
  final SocketIo socketIo;
  final EngineServer engine;
  final SocketIoServer io;

  /** What the application saw. */
  final List<String> log = new ArrayList<>();

  private Fixture(boolean inline, SocketIoConfig config, PayloadCheck payloads) {
    this(inline, config, payloads, RecoveryConfig.defaults(), LogConfig.defaults(), ENGINE);
  }

  private Fixture(
      boolean inline,
      SocketIoConfig config,
      PayloadCheck payloads,
      RecoveryConfig recovery,
      LogConfig log,
      EngineConfig engineConfig) {
    this(inline, config, payloads, recovery, log, engineConfig, TestAuthenticators::tickets);
  }

  private Fixture(
      boolean inline,
      SocketIoConfig config,
      PayloadCheck payloads,
      RecoveryConfig recovery,
      LogConfig log,
      EngineConfig engineConfig,
      BiFunction<Tickets, FakeTimers, Authenticator> authenticator) {
    this(inline, config, payloads, recovery, log, engineConfig, authenticator, LimitsConfig.none());
  }

  private Fixture(
      boolean inline,
      SocketIoConfig config,
      PayloadCheck payloads,
      RecoveryConfig recovery,
      LogConfig log,
      EngineConfig engineConfig,
      BiFunction<Tickets, FakeTimers, Authenticator> authenticator,
      LimitsConfig limits) {
    Executor executor = inline ? Runnable::run : handlers;
    metrics = new Metrics(timers.clock());
    sessions =
        new LiveSessions(
            executor, timers, metrics, new RateLimits(limits, timers.clock()), Integer.MAX_VALUE);
    EngineSessions engineSessions = new EngineSessions(sessions::load, metrics);
    EngineHooks hooks = new EngineHooks(engineSessions, 0);
    adapters =
        new Adapters(
            namespace ->
                recovery.enabled()
                    ? new InMemoryAdapter(
                        log, recovery, timers.clock(), timers, metrics, FanOut.alone())
                    : new InMemoryAdapter());
    socketIo =
        new SocketIo(
            new Environment(
                config,
                recovery,
                json,
                parser,
                adapters,
                timers,
                executor,
                Runnable::run,
                flushes,
                sessions,
                payloads,
                hooks,
                transactions,
                authenticator.apply(tickets, timers)));
    engine =
        new EngineServer(
            engineConfig,
            engineSessions,
            hooks,
            socketIo,
            timers,
            new WriteWatchdog(timers, engineConfig.sendTimeoutMillis()));
    io = socketIo.server();
  }

  static Fixture inline() {
    return new Fixture(true, CONFIG, PayloadCheck.NONE);
  }

  static Fixture manual() {
    return new Fixture(false, CONFIG, PayloadCheck.NONE);
  }

  /** Clients have tokens; handlers run at once. */
  static Fixture tokens(boolean anonymous, @Nullable HandshakeCheck check) {
    return new Fixture(
        true,
        CONFIG,
        PayloadCheck.NONE,
        RecoveryConfig.defaults(),
        LogConfig.defaults(),
        ENGINE,
        (tickets, timers) -> TestAuthenticators.tokens(anonymous, check, tickets, timers));
  }

  /** Clients may do what they do so often, and have tokens; handlers run at once. */
  static Fixture limited(LimitsConfig limits) {
    return new Fixture(
        true,
        CONFIG,
        PayloadCheck.NONE,
        RecoveryConfig.defaults(),
        LogConfig.defaults(),
        ENGINE,
        (tickets, timers) -> TestAuthenticators.tokens(true, null, tickets, timers),
        limits);
  }

  /** Handlers run at once; other settings. */
  static Fixture inline(SocketIoConfig config) {
    return new Fixture(true, config, PayloadCheck.NONE);
  }

  /** With connection state recovery. */
  static Fixture recovering(boolean inline, RecoveryConfig recovery, LogConfig log) {
    return new Fixture(inline, CONFIG, PayloadCheck.NONE, recovery, log, ENGINE);
  }

  /** For clients that are slow: handlers run at once. */
  static Fixture small(long outboxBytes, RecoveryConfig recovery) {
    return small(outboxBytes, recovery, WhenFull.CLOSE);
  }

  /** The same with another policy. */
  static Fixture small(long outboxBytes, RecoveryConfig recovery, WhenFull whenFull) {
    return new Fixture(
        true,
        config(new NamespaceConfig(false, 3, 3, 60_000, 1_000, whenFull)),
        PayloadCheck.NONE,
        recovery,
        LogConfig.defaults(),
        engine(outboxBytes));
  }

  /** The usual settings, but empty children are cleaned up. */
  static Fixture cleaning() {
    return inline(config(new NamespaceConfig(true, 3, 3, 60_000, 1_000, WhenFull.CLOSE)));
  }

  /** A client on a WebSocket, in no namespace. */
  InMemoryClient client() {
    return InMemoryClient.webSocket(engine);
  }

  /** A client on a WebSocket, in these namespaces. */
  InMemoryClient client(String... connects) {
    return connect(client(), connects);
  }

  /** The same of a user. */
  InMemoryClient clientOf(String user, String... connects) {
    return connect(
        InMemoryClient.webSocket(engine, InMemoryClient.handshake(Map.of("EIO", "4"), () -> user)),
        connects);
  }

  private static InMemoryClient connect(InMemoryClient client, String... connects) {
    for (String connect : connects) {
      client.webSocket().send(connect);
      assertThat(client.webSocket().take()).hasSize(1).first().asString().startsWith("40");
    }
    return client;
  }

  /** What the application saw since the last call. */
  List<String> takeLog() {
    List<String> all = List.copyOf(log);
    log.clear();
    return all;
  }

  @Override
  public void close() {
    engine.close();
    socketIo.close();
    adapters.close();
    json.close();
  }
}
