package dev.oneport.web.boot;

import dev.oneport.ClientSession;
import dev.oneport.ParserName;
import dev.oneport.adapter.Adapter;
import dev.oneport.adapter.Adapters;
import dev.oneport.adapter.FanOut;
import dev.oneport.adapter.InMemoryAdapter;
import dev.oneport.adminui.AdminUi;
import dev.oneport.concurrent.Clock;
import dev.oneport.concurrent.OwnThreads;
import dev.oneport.concurrent.ScheduledTimers;
import dev.oneport.concurrent.SerialExecutor;
import dev.oneport.concurrent.TimerWheel;
import dev.oneport.concurrent.Workers;
import dev.oneport.config.AdminUiMode;
import dev.oneport.config.OneportConfig;
import dev.oneport.config.PublishConfig;
import dev.oneport.console.Console;
import dev.oneport.engineio.EngineHooks;
import dev.oneport.engineio.EngineServer;
import dev.oneport.engineio.EngineSessions;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.limit.RateLimits;
import dev.oneport.metrics.Families;
import dev.oneport.metrics.Metrics;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.msgpack.MsgPackParser;
import dev.oneport.protocol.socketio.DefaultParser;
import dev.oneport.protocol.socketio.Parser;
import dev.oneport.publish.ApiKeys;
import dev.oneport.publish.ApiRoles;
import dev.oneport.publish.PublishAuthority;
import dev.oneport.publish.Repeats;
import dev.oneport.security.Authenticator;
import dev.oneport.security.HttpKeyFetcher;
import dev.oneport.security.TokenPublishers;
import dev.oneport.security.Tokens;
import dev.oneport.session.LiveSessions;
import dev.oneport.session.Tickets;
import dev.oneport.socketio.Environment;
import dev.oneport.socketio.SocketIo;
import dev.oneport.subscribe.End;
import dev.oneport.subscribe.Subscriber;
import dev.oneport.web.ClientAddresses;
import dev.oneport.web.Cors;
import dev.oneport.web.Entrance;
import dev.oneport.web.Gate;
import dev.oneport.web.Handshakes;
import dev.oneport.web.OriginPolicy;
import dev.oneport.web.cdi.CdiBridge;
import dev.oneport.web.tomcat.SocketLoops;
import dev.oneport.web.tomcat.TomcatUpgrade;
import dev.oneport.web.transaction.ServerTransactions;
import dev.oneport.web.validation.Constraints;
import dev.oneport.web.websocket.ContainerSinks;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What Oneport is made of in one web application: everything that is made at its start, wired
 * together, and ended with it. Nothing here knows the servlet context.
 */
final class Parts {
  final OneportConfig config;
  final Workers workers;
  private final FanOut fanOut;
  final ScheduledTimers timers;

  /** For what each session does now and then. */
  final TimerWheel wheel;

  private final SocketLoops loops;
  final TomcatUpgrade tomcat;
  final ContainerSinks sinks;
  final JsonBinding json = JsonBinding.create();
  final Metrics metrics;
  final Families families;
  final Console console;

  /** Null if it is off. */
  final @Nullable AdminUi adminUi;

  final Adapters adapters;
  final LiveSessions sessions;
  final Tickets tickets;
  final Tokens tokens;
  final Authenticator authenticator;
  final SocketIo socketIo;
  final WriteWatchdog watchdog;
  final EngineServer engine;
  final Handshakes handshakes;
  final Gate gate;
  final PublishAuthority publishers;
  final Repeats repeats;
  final CdiBridge cdi;
  final Constraints constraints;

  Parts(OneportConfig config, CdiBridge cdi, ClassLoader loader) {
    this.config = config;
    this.cdi = cdi;
    constraints = Constraints.find(cdi::validatorFactory);
    workers = Workers.create(loader, ApplicationContext.capture());
    timers = new ScheduledTimers(new OwnThreads("oneport-timer", loader));
    wheel = new TimerWheel(timers, Clock.system());
    loops =
        new SocketLoops(
            new OwnThreads("oneport-loop", loader), Runtime.getRuntime().availableProcessors());
    tomcat = config.web().direct() ? new TomcatUpgrade(loops) : TomcatUpgrade.none();
    sinks = new ContainerSinks(config.web().direct(), workers.completions());
    metrics = new Metrics();
    RateLimits limits = new RateLimits(config.limits(), Clock.system());
    sessions =
        new LiveSessions(
            workers.handlers(), timers, metrics, limits, config.engine().maxSessions());
    console = new Console(metrics, timers, workers.completions(), Clock.system());
    families = new Families(Version.text(), metrics);
    EngineSessions engineSessions = new EngineSessions(sessions::load, metrics);
    EngineHooks hooks =
        new EngineHooks(engineSessions, config.web().http().decisionTimeoutMillis());
    fanOut = new FanOut(workers.completions(), Runtime.getRuntime().availableProcessors());
    adapters = new Adapters(this::adapter);
    tickets = new Tickets(Clock.system(), config.engine().maxSessions());
    tokens =
        Tokens.of(
            config.auth().jwt(),
            new HttpKeyFetcher(Clock.system()),
            workers.completions(),
            timers,
            Clock.system());
    authenticator =
        new Authenticator(
            config.auth(),
            tokens,
            tickets,
            rolesToAsk(),
            cdi.handshakeCheck(),
            workers.handlers(),
            timers,
            Clock.system(),
            config.web().http().decisionTimeoutMillis());
    socketIo =
        new SocketIo(
            new Environment(
                config.socketIo(),
                config.recovery(),
                json,
                parser(config.socketIo().parser()),
                adapters,
                timers,
                workers.handlers(),
                workers.completions(),
                new SerialExecutor(workers.completions()),
                sessions,
                constraints,
                hooks,
                ServerTransactions.find(),
                authenticator));
    publishers =
        PublishAuthority.anyOf(
            List.of(
                new ApiKeys(config.publish()),
                new TokenPublishers(tokens),
                new ApiRoles(config.publish())));
    adminUi = hasAdminUi() ? adminUi() : null;
    PublishConfig.Idempotency idempotency = config.publish().idempotency();
    repeats = new Repeats(idempotency.maxBytes(), idempotency.maxAgeMillis(), Clock.system());
    watchdog = new WriteWatchdog(timers, config.engine().sendTimeoutMillis());
    engine = new EngineServer(config.engine(), engineSessions, hooks, socketIo, wheel, watchdog);
    handshakes =
        new Handshakes(Clock.system(), new ClientAddresses(config.web().proxies()), rolesToAsk());
    gate =
        new Gate(
            new Cors(config.web().cors(), hooks::allowsOrigin),
            new OriginPolicy(config.web(), hooks::allowsOrigin),
            new Entrance(handshakes, authenticator, metrics.refusals()),
            sessions.limits(),
            metrics.refusals());
  }

  private static Parser parser(ParserName name) {
    return switch (name) {
      case DEFAULT -> new DefaultParser();
      case MSGPACK -> new MsgPackParser();
    };
  }

  private boolean hasAdminUi() {
    return config.console().adminUi() != AdminUiMode.OFF;
  }

  private AdminUi adminUi() {
    return new AdminUi(
        socketIo,
        config.console().adminUi(),
        metrics,
        new ApiKeys(config.publish()),
        timers,
        workers.completions(),
        Clock.system(),
        config.engine().outboxBytes());
  }

  /** What the Admin UI is told is neither kept nor measured, nor shown to who inspects events. */
  private Adapter adapter(String namespace) {
    return hasAdminUi() && namespace.equals(AdminUi.NAMESPACE)
        ? new InMemoryAdapter()
        : new InMemoryAdapter(
            config.log(), config.recovery(), Clock.system(), timers, metrics, fanOut);
  }

  private Set<String> rolesToAsk() {
    Set<String> roles = new TreeSet<>(config.roles());
    roles.addAll(config.rooms().byRole().keySet());
    roles.addAll(cdi.roles());
    return roles;
  }

  /** Begins what does something by itself. */
  void start() {
    if (adminUi != null) {
      adminUi.start();
    }
    cdi.start(socketIo.server(), socketIo, constraints);
    watchdog.start();
    tokens.start();
    if (hasConsole()) {
      console.start();
    }
  }

  /** Whether anybody could be shown it. */
  boolean hasConsole() {
    return config.console().enabled() && publishers.isOpen();
  }

  /** Sessions first, so that disconnect handlers still find everything running. */
  void close() {
    console.close();
    if (adminUi != null) {
      adminUi.close();
    }
    watchdog.close();
    tokens.close();
    engine.close();
    sessions.sessions().forEach(ClientSession::disconnect);
    sessions.sessions().forEach(Parts::giveUp);
    workers.close();
    cdi.stop();
    socketIo.close();
    adapters.close();
    timers.close();
    loops.close();
    constraints.close();
    json.close();
  }

  /** Nobody waits for a client that is too slow to take what was queued for it. */
  private static void giveUp(ClientSession session) {
    if (session instanceof Subscriber subscriber) {
      subscriber.end(End.NORMAL);
    }
  }
}
