package dev.oneport.web.boot;

import dev.oneport.ClientSession;
import dev.oneport.Namespace;
import dev.oneport.OneportCustomizer;
import dev.oneport.ParserName;
import dev.oneport.RoomAuthorizer;
import dev.oneport.SocketIoServer;
import dev.oneport.adapter.Adapter;
import dev.oneport.adapter.Adapters;
import dev.oneport.adapter.Delivered;
import dev.oneport.adapter.InMemoryAdapter;
import dev.oneport.adapter.Selection;
import dev.oneport.concurrent.Clock;
import dev.oneport.concurrent.OwnThreads;
import dev.oneport.concurrent.ScheduledTimers;
import dev.oneport.concurrent.Workers;
import dev.oneport.config.ConfigReader;
import dev.oneport.config.ConfigSource;
import dev.oneport.config.EffectiveConfig;
import dev.oneport.config.OneportConfig;
import dev.oneport.config.PublishConfig;
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
import dev.oneport.session.Drain;
import dev.oneport.session.LiveSessions;
import dev.oneport.session.Tickets;
import dev.oneport.socketio.Environment;
import dev.oneport.socketio.SocketIo;
import dev.oneport.subscribe.ConfiguredRooms;
import dev.oneport.subscribe.End;
import dev.oneport.subscribe.EnvelopeVoice;
import dev.oneport.subscribe.JsonVoice;
import dev.oneport.subscribe.PlainProtocol;
import dev.oneport.subscribe.PlainRules;
import dev.oneport.subscribe.Subscriber;
import dev.oneport.subscribe.SubscriberContext;
import dev.oneport.web.ClientAddresses;
import dev.oneport.web.Cors;
import dev.oneport.web.Entrance;
import dev.oneport.web.Gate;
import dev.oneport.web.Handshakes;
import dev.oneport.web.LogoutFilter;
import dev.oneport.web.LogoutListener;
import dev.oneport.web.OriginPolicy;
import dev.oneport.web.cdi.CdiBridge;
import dev.oneport.web.events.EventStreams;
import dev.oneport.web.events.EventsGate;
import dev.oneport.web.events.EventsServlet;
import dev.oneport.web.events.Polls;
import dev.oneport.web.events.RenewServlet;
import dev.oneport.web.events.TicketServlet;
import dev.oneport.web.monitor.ManagedBean;
import dev.oneport.web.monitor.MetricsServlet;
import dev.oneport.web.monitor.Micrometer;
import dev.oneport.web.monitor.Monitor;
import dev.oneport.web.polling.ClientFiles;
import dev.oneport.web.polling.EngineEdge;
import dev.oneport.web.polling.EngineIoServlet;
import dev.oneport.web.polling.Upgrader;
import dev.oneport.web.transaction.ServerTransactions;
import dev.oneport.web.validation.Constraints;
import dev.oneport.web.ws.AdoptableFilter;
import dev.oneport.web.ws.Adoption;
import dev.oneport.web.ws.PlainSite;
import dev.oneport.web.ws.PlainWebSocketFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.websocket.DeploymentException;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Oneport in one web application: everything that is made at its start, wired together, and ended
 * with it. It lives in an attribute of the servlet context.
 */
public final class Deployment {
  private static final System.Logger LOG = System.getLogger(Deployment.class.getName());

  /** More than a timer may be late. */
  private static final int PATIENCE_MILLIS = 5_000;

  private static final String EVENTS_PATH = "/events";
  private static final String ATTRIBUTE = Deployment.class.getName();

  private final OneportConfig config;
  private final Workers workers;
  private final ScheduledTimers timers;
  private final JsonBinding json = JsonBinding.create();
  private final Metrics metrics;
  private final Families families;
  private final Adapters adapters;
  private final LiveSessions sessions;
  private final Tickets tickets;
  private final Tokens tokens;
  private final Authenticator authenticator;
  private final SocketIo socketIo;
  private final WriteWatchdog watchdog;
  private final EngineServer engine;
  private final Handshakes handshakes;
  private final Gate gate;
  private final PublishAuthority publishers;
  private final Repeats repeats;
  private final CdiBridge cdi;
  private final Constraints constraints;

  /** What shows this application to those who watch it; closed last begun first. */
  private final Deque<Monitor> monitors = new ArrayDeque<>();

  private Deployment(OneportConfig config, CdiBridge cdi, ClassLoader loader) {
    this.config = config;
    this.cdi = cdi;
    constraints = Constraints.find(cdi::validatorFactory);
    workers = Workers.create(loader, ApplicationContext.capture());
    timers = new ScheduledTimers(new OwnThreads("oneport-timer", loader));
    metrics = new Metrics();
    RateLimits limits = new RateLimits(config.limits(), Clock.system());
    sessions =
        new LiveSessions(
            workers.handlers(), timers, metrics, limits, config.engine().maxSessions());
    families = new Families(Version.text(), metrics, sessions);
    EngineSessions engineSessions = new EngineSessions(sessions::load, metrics);
    EngineHooks hooks =
        new EngineHooks(engineSessions, config.web().http().decisionTimeoutMillis());
    adapters = new Adapters(namespace -> adapter());
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
    PublishConfig.Idempotency idempotency = config.publish().idempotency();
    repeats = new Repeats(idempotency.maxBytes(), idempotency.maxAgeMillis(), Clock.system());
    watchdog = new WriteWatchdog(timers, config.engine().sendTimeoutMillis());
    engine = new EngineServer(config.engine(), engineSessions, hooks, socketIo, timers, watchdog);
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

  private Adapter adapter() {
    return new InMemoryAdapter(config.log(), config.recovery(), Clock.system(), timers, metrics);
  }

  /**
   * Starts Oneport in a web application. Called by a listener while the application starts.
   *
   * @throws dev.oneport.config.ConfigException if a setting has a bad value: the deployment fails
   */
  static void start(ServletContext context) {
    CdiBridge cdi = CdiBridge.find();
    EffectiveConfig effective =
        ConfigReader.read(
            serverSources(context), customizers(context, cdi), contextParams(context));
    Deployment deployment =
        new Deployment(effective.config(), cdi, Deployment.class.getClassLoader());
    try {
      deployment.connect(context);
      deployment.cdi.start(deployment.server(), deployment.socketIo, deployment.constraints);
      deployment.watchdog.start();
      deployment.tokens.start();
      deployment.show(context);
    } catch (RuntimeException | LinkageError e) {
      deployment.close();
      throw e;
    }
    context.setAttribute(ATTRIBUTE, deployment);
    String report =
        StartUpReport.text(
            Version.text(), ServerAddresses.find(), context.getContextPath(), effective);
    LOG.log(Level.INFO, "started: " + report);
    if (!deployment.publishers.isOpen()) {
      LOG.log(
          Level.INFO,
          "publishing-closed: Publishing over HTTP is closed: no API key is configured. \"java -jar oneport.war"
              + " --new-key\" prints one, and the line of configuration that opens it");
    }
  }

  private void show(ServletContext context) {
    String path = context.getContextPath();
    monitors.push(ManagedBean.register(path, Version.text(), metrics, sessions));
    monitors.push(Micrometer.show(cdi::bean, families, timers, path));
    cdi.health().start(path, sessions::isDraining);
  }

  /** What the server is told about the application by its administrator. */
  private static List<ConfigSource> serverSources(ServletContext context) {
    ConfigSource config = MicroProfileConfig.find(context.getClassLoader());
    return config == null ? List.of(NamingEntries.read()) : List.of(NamingEntries.read(), config);
  }

  /** Those that the application names, then those that are beans. */
  private static List<OneportCustomizer> customizers(ServletContext context, CdiBridge cdi) {
    List<OneportCustomizer> all = new ArrayList<>();
    ServiceLoader.load(OneportCustomizer.class, context.getClassLoader()).forEach(all::add);
    all.addAll(cdi.customizers());
    return all;
  }

  /** Ends what {@link #start} began: no thread, timer or session stays behind. */
  static void stop(ServletContext context) {
    Deployment deployment = find(context);
    if (deployment != null) {
      context.removeAttribute(ATTRIBUTE);
      deployment.drain();
      deployment.close();
    }
  }

  /** The running one of a web application; null if there is none. */
  public static @Nullable Deployment find(ServletContext context) {
    return (Deployment) context.getAttribute(ATTRIBUTE);
  }

  /** The server that applications use. */
  public SocketIoServer server() {
    return socketIo.server();
  }

  /** The settings it was started with. */
  public OneportConfig config() {
    return config;
  }

  /** Whether the application has made a namespace of that name. */
  public boolean hasNamespace(String name) {
    return socketIo.hasNamespace(name);
  }

  /**
   * A namespace that the application has made.
   *
   * @param name with the leading slash
   * @return null if there is none of that name
   */
  public @Nullable Namespace findNamespace(String name) {
    return socketIo.find(name);
  }

  /** Emits an event for somebody outside of the application; see {@link SocketIo#emit}. */
  public @Nullable Delivered emit(
      String namespace, Selection selection, String event, Object... args) {
    return socketIo.emit(namespace, selection, event, args);
  }

  /** In front of everything that clients may send. */
  public Gate gate() {
    return gate;
  }

  /** Who may use the HTTP API. */
  public PublishAuthority publishers() {
    return publishers;
  }

  /** What came over the HTTP API before. */
  public Repeats repeats() {
    return repeats;
  }

  private void connect(ServletContext context) {
    EngineEdge edge =
        new EngineEdge(
            engine,
            config.web().http(),
            gate,
            workers.completions(),
            timers,
            upgrader(context),
            config.web().serveClient() ? new ClientFiles() : null);
    addServlet(context, "oneport-engine", config.web().path(), edge);
    RoomAuthorizer authorizer = authorizer();
    SubscriberContext subscribers = subscribers();
    addMetrics(context);
    addEvents(context, authorizer, subscribers);
    PlainRules rules =
        new PlainRules(
            this::hasNamespace,
            authorizer,
            authenticator,
            socketIo::plainSockets,
            config.socketIo().maxEventNameLength(),
            config.socketIo().maxJsonDepth(),
            config.events().heartbeatMillis(),
            config.socketIo().connectTimeoutMillis());
    PlainSite site =
        new PlainSite(
            subscribers,
            new PlainProtocol(json, rules),
            workers.completions(),
            config.engine().maxPayloadBytes());
    PlainWebSocketFilter filter = new PlainWebSocketFilter(gate, site);
    addFilter(context, "oneport-plain", filter, "/ws");
    context.addListener(new LogoutListener(sessions.logins()));
    addFilter(context, "oneport-logout", new LogoutFilter(sessions.logins()), "/*");
    addFilter(context, "oneport-adopt", new AdoptableFilter(handshakes), "/*");
    sessions.adoptBy(
        new Adoption(
            sessions,
            Clock.system(),
            timers,
            watchdog,
            workers.completions(),
            config.engine().outboxBytes()));
  }

  /** First of all filters: some containers upgrade requests in one of their own. */
  private static void addFilter(
      ServletContext context, String name, Filter filter, String pattern) {
    FilterRegistration.Dynamic registration = context.addFilter(name, filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, pattern);
  }

  /** The application's, if it has one. */
  private RoomAuthorizer authorizer() {
    RoomAuthorizer bean = cdi.roomAuthorizer();
    return bean == null
        ? new ConfiguredRooms(config.rooms(), config.auth().jwt().roomsClaim())
        : bean;
  }

  private void addEvents(
      ServletContext context, RoomAuthorizer authorizer, SubscriberContext subscribers) {
    EventsServlet events =
        new EventsServlet(
            gate,
            tickets,
            new EventsGate(this::hasNamespace, authorizer, config.socketIo().maxRoomsPerSocket()),
            new EventStreams(
                subscribers,
                config.events(),
                new EnvelopeVoice(new JsonVoice(json, true)),
                workers.completions()),
            new Polls(
                subscribers,
                config.events(),
                config.engine().sendTimeoutMillis(),
                new JsonVoice(json, false),
                workers.completions()),
            metrics);
    ServletRegistration.Dynamic streams = context.addServlet("oneport-events", events);
    streams.setAsyncSupported(true);
    streams.addMapping(EVENTS_PATH);
    context
        .addServlet("oneport-renew", new RenewServlet(gate, sessions, authorizer))
        .addMapping(EVENTS_PATH + "/renew");
    context
        .addServlet("oneport-tickets", new TicketServlet(gate, tickets))
        .addMapping(EVENTS_PATH + "/ticket");
  }

  private void addMetrics(ServletContext context) {
    if (config.metrics().isOpen()) {
      context
          .addServlet("oneport-metrics", new MetricsServlet(config.metrics(), families))
          .addMapping("/metrics");
    }
  }

  private Set<String> rolesToAsk() {
    Set<String> roles = new TreeSet<>(config.roles());
    roles.addAll(config.rooms().byRole().keySet());
    roles.addAll(cdi.roles());
    return roles;
  }

  private SubscriberContext subscribers() {
    return new SubscriberContext(
        adapters,
        sessions,
        timers,
        watchdog,
        config.socketIo().maxRoomsPerSocket(),
        config.socketIo().maxNamespacesPerClient(),
        config.engine().outboxBytes(),
        Clock.system(),
        config.events().expiryWarningMillis());
  }

  /** Maps the servlet of one Engine.IO URL; only while the application starts. */
  public static void addServlet(ServletContext context, String name, String path, EngineEdge edge) {
    ServletRegistration.Dynamic servlet = context.addServlet(name, new EngineIoServlet(edge));
    servlet.setAsyncSupported(true);
    servlet.addMapping(path + "/*");
  }

  /**
   * Registers the WebSocket end of an Engine.IO URL; only while the application starts.
   *
   * @return null where the server has no WebSocket
   */
  public static @Nullable Upgrader upgrader(ServletContext context) {
    try {
      return Upgrader.register(context);
    } catch (DeploymentException e) {
      throw new IllegalStateException("the server refused the WebSocket endpoint", e);
    }
  }

  /** The context-params of a web application. */
  public static Map<String, String> contextParams(ServletContext context) {
    Map<String, String> params = new LinkedHashMap<>();
    for (String name : Collections.list(context.getInitParameterNames())) {
      params.put(name, context.getInitParameter(name));
    }
    return params;
  }

  /**
   * Lets the clients leave in good order, and waits for them as long as that may take. The second
   * call does nothing.
   */
  void drain() {
    if (sessions.isDraining()) {
      return;
    }
    int timeoutMillis = config.drainTimeoutMillis();
    int before = sessions.load();
    engine.refuseMore();
    try {
      int left =
          new Drain(sessions, timers)
              .begin(timeoutMillis)
              .get(timeoutMillis + PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      LOG.log(Level.INFO, "stopping: {0} clients were sent away, {1} did not go", before, left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(Level.WARNING, "drain-failed: Clients could not be sent away", e);
    }
  }

  /** Sessions first, so that disconnect handlers still find everything running. */
  private void close() {
    cdi.health().stop();
    monitors.forEach(Monitor::close);
    watchdog.close();
    tokens.close();
    engine.close();
    sessions.sessions().forEach(ClientSession::disconnect);
    sessions.sessions().forEach(Deployment::giveUp);
    workers.close();
    cdi.stop();
    socketIo.close();
    adapters.close();
    timers.close();
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
