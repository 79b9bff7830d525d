package dev.oneport.adminui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.SocketIoServer;
import dev.oneport.UserRoles;
import dev.oneport.adapter.Adapters;
import dev.oneport.adapter.FanOut;
import dev.oneport.adapter.InMemoryAdapter;
import dev.oneport.config.AdminUiMode;
import dev.oneport.config.ApiGrant;
import dev.oneport.config.ApiKey;
import dev.oneport.config.EngineConfig;
import dev.oneport.config.LimitsConfig;
import dev.oneport.config.LogConfig;
import dev.oneport.config.PublishConfig;
import dev.oneport.config.RecoveryConfig;
import dev.oneport.config.RoomPatterns;
import dev.oneport.config.SocketIoConfig;
import dev.oneport.engineio.EngineHandshake;
import dev.oneport.engineio.EngineHooks;
import dev.oneport.engineio.EngineServer;
import dev.oneport.engineio.EngineSessions;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.limit.RateLimits;
import dev.oneport.metrics.Metrics;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.DefaultParser;
import dev.oneport.publish.ApiKeys;
import dev.oneport.session.LiveSessions;
import dev.oneport.session.Tickets;
import dev.oneport.socketio.Environment;
import dev.oneport.socketio.PayloadCheck;
import dev.oneport.socketio.SocketIo;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.testing.TestAuthenticators;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The Admin UI's side of a server without a container, in virtual time; handlers run at once. Keys
 * are named as what they may do, and are {@code key of } that name.
 */
final class AdminStack implements AutoCloseable {
  /** All but the publisher may read; the partial one in one room only. */
  static final PublishConfig KEYS =
      new PublishConfig(
          List.of(
              key("all"),
              key("emitter"),
              key("manager"),
              key("reader"),
              key("inspector"),
              key("publisher"),
              key("partial")),
          Set.of(),
          Map.of(
              "all", EnumSet.allOf(ApiGrant.class),
              "emitter", Set.of(ApiGrant.READ, ApiGrant.PUBLISH),
              "manager", Set.of(ApiGrant.READ, ApiGrant.MANAGE),
              "reader", Set.of(ApiGrant.READ),
              "inspector", Set.of(ApiGrant.READ, ApiGrant.INSPECT),
              "partial", Set.of(ApiGrant.READ)),
          Map.of("partial", RoomPatterns.of(List.of("news"))),
          100,
          PublishConfig.closed().idempotency());

  final FakeTimers timers = new FakeTimers();
  final Metrics metrics = new Metrics(timers.clock());
  final LiveSessions sessions;
  final SocketIo socketIo;
  final SocketIoServer io;
  final AdminUi adminUi;
  private final JsonBinding json = JsonBinding.create();
  private final Adapters adapters;
  private final EngineServer engine;

  private AdminStack(
      AdminUiMode mode, long outboxBytes, RecoveryConfig recovery, boolean anonymous) {
    this(mode, outboxBytes, recovery, anonymous, LimitsConfig.none());
  }

  private AdminStack(
      AdminUiMode mode,
      long outboxBytes,
      RecoveryConfig recovery,
      boolean anonymous,
      LimitsConfig limits) {
    sessions =
        new LiveSessions(
            Runnable::run,
            timers,
            metrics,
            new RateLimits(limits, timers.clock()),
            Integer.MAX_VALUE);
    EngineSessions engineSessions = new EngineSessions(sessions::load, metrics);
    EngineHooks hooks = new EngineHooks(engineSessions, 0);
    adapters =
        new Adapters(
            namespace ->
                namespace.equals(AdminUi.NAMESPACE)
                    ? new InMemoryAdapter()
                    : new InMemoryAdapter(
                        LogConfig.defaults(),
                        recovery,
                        timers.clock(),
                        timers,
                        metrics,
                        FanOut.alone()));
    socketIo =
        new SocketIo(
            new Environment(
                SocketIoConfig.defaults(),
                recovery,
                json,
                new DefaultParser(),
                adapters,
                timers,
                Runnable::run,
                Runnable::run,
                Runnable::run,
                sessions,
                PayloadCheck.NONE,
                hooks,
                action -> {},
                TestAuthenticators.tokens(
                    anonymous, null, new Tickets(timers.clock(), 10), timers)));
    io = socketIo.server();
    engine =
        new EngineServer(
            EngineConfig.defaults(),
            engineSessions,
            hooks,
            socketIo,
            timers,
            new WriteWatchdog(timers, 20_000));
    adminUi =
        new AdminUi(
            socketIo,
            mode,
            metrics,
            new ApiKeys(KEYS),
            timers,
            Runnable::run,
            timers.clock(),
            outboxBytes);
    if (mode != AdminUiMode.OFF) {
      adminUi.start();
    }
  }

  /** The usual settings. */
  static AdminStack of(AdminUiMode mode) {
    return new AdminStack(mode, 4L << 20, RecoveryConfig.defaults(), true);
  }

  static AdminStack development() {
    return of(AdminUiMode.DEVELOPMENT);
  }

  /** The same; so much may wait for one client. */
  static AdminStack development(long outboxBytes) {
    return new AdminStack(AdminUiMode.DEVELOPMENT, outboxBytes, RecoveryConfig.defaults(), true);
  }

  static AdminStack production() {
    return of(AdminUiMode.PRODUCTION);
  }

  /** Clients may do what they do so often. */
  static AdminStack limited(LimitsConfig limits) {
    return new AdminStack(
        AdminUiMode.PRODUCTION, 4L << 20, RecoveryConfig.defaults(), true, limits);
  }

  /** Clients are recovered, and need a token. */
  static AdminStack strict(RecoveryConfig recovery) {
    return new AdminStack(AdminUiMode.DEVELOPMENT, 4L << 20, recovery, false);
  }

  static ApiKey key(String name) {
    return ApiKey.ofHash(
        name, "sha256:" + HexFormat.of().formatHex(ApiKey.hashOf("key of " + name)));
  }

  /** A client on a WebSocket, in no namespace. */
  InMemoryClient client() {
    return InMemoryClient.webSocket(engine);
  }

  /** A client over long-polling, in no namespace. */
  InMemoryClient pollingClient() {
    return InMemoryClient.polling(engine);
  }

  /** A client in these namespaces, with what it was told on the way taken. */
  InMemoryClient client(String... connects) {
    InMemoryClient client = client();
    for (String connect : connects) {
      client.webSocket().send(connect);
      assertThat(client.webSocket().take()).first().asString().startsWith("40");
    }
    return client;
  }

  /** A client on a WebSocket that shows a secret wherever a request may have one. */
  InMemoryClient clientWithSecrets(String secret) {
    EngineHandshake usual = InMemoryClient.handshake(Map.of("EIO", "4", "token", secret));
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Authorization", List.of("Bearer " + secret));
    headers.put("Cookie", List.of("JSESSIONID=" + secret));
    headers.put("Origin", List.of("https://page.example"));
    headers.put("Referer", List.of("https://page.example/?token=" + secret));
    headers.put("Sec-WebSocket-Protocol", List.of(secret));
    headers.put("X-Api-Key", List.of(secret));
    EngineHandshake handshake =
        new EngineHandshake(
            headers,
            usual.query(),
            usual.address(),
            usual.time(),
            null,
            false,
            "/socket.io/?EIO=4&token=" + secret,
            UserRoles.NONE);
    return InMemoryClient.webSocket(engine, handshake);
  }

  static String signIn(String name) {
    return "40/admin,{\"username\":\"" + name + "\",\"password\":\"key of " + name + "\"}";
  }

  /** Somebody who looks, signed in with a key. */
  InMemoryClient admin(String name) {
    return client(signIn(name));
  }

  @Override
  public void close() {
    adminUi.close();
    engine.close();
    socketIo.close();
    adapters.close();
    json.close();
  }
}
