package dev.oneport.web.boot;

import dev.oneport.Namespace;
import dev.oneport.OneportCustomizer;
import dev.oneport.SocketIoServer;
import dev.oneport.adapter.Delivered;
import dev.oneport.adapter.Selection;
import dev.oneport.config.ConfigReader;
import dev.oneport.config.ConfigSource;
import dev.oneport.config.EffectiveConfig;
import dev.oneport.config.OneportConfig;
import dev.oneport.console.Console;
import dev.oneport.metrics.Metrics;
import dev.oneport.publish.PublishAuthority;
import dev.oneport.publish.Repeats;
import dev.oneport.session.Drain;
import dev.oneport.socketio.SocketIo;
import dev.oneport.web.Gate;
import dev.oneport.web.cdi.CdiBridge;
import dev.oneport.web.monitor.ManagedBean;
import dev.oneport.web.monitor.Micrometer;
import dev.oneport.web.monitor.Monitor;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Oneport in one web application, from its start to its end. It lives in an attribute of the
 * servlet context.
 */
public final class Deployment {
  private static final System.Logger LOG = System.getLogger(Deployment.class.getName());

  /** More than a timer may be late. */
  private static final int PATIENCE_MILLIS = 5_000;

  private static final String ATTRIBUTE = Deployment.class.getName();

  private final Parts parts;
  private final EffectiveConfig effective;

  /** What shows this application to those who watch it; closed last begun first. */
  private final Deque<Monitor> monitors = new ArrayDeque<>();

  private Deployment(Parts parts, EffectiveConfig effective) {
    this.parts = parts;
    this.effective = effective;
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
        new Deployment(
            new Parts(effective.config(), cdi, Deployment.class.getClassLoader()), effective);
    try {
      new Registrations(context, deployment.parts).add();
      deployment.parts.start();
      deployment.show(context);
    } catch (RuntimeException | LinkageError e) {
      deployment.close();
      throw e;
    }
    context.setAttribute(ATTRIBUTE, deployment);
    deployment.report(context);
  }

  private void report(ServletContext context) {
    String report =
        StartUpReport.text(
            Version.text(), ServerAddresses.find(), context.getContextPath(), effective);
    LOG.log(Level.INFO, "started: " + report);
    if (!parts.publishers.isOpen()) {
      LOG.log(
          Level.INFO,
          "publishing-closed: Publishing over HTTP is closed: no API key is configured. \"java -jar oneport.war"
              + " --new-key\" prints one, and the line of configuration that opens it");
    }
  }

  private void show(ServletContext context) {
    String path = context.getContextPath();
    monitors.push(ManagedBean.register(path, Version.text(), parts.metrics));
    monitors.push(Micrometer.show(parts.cdi::bean, parts.families, parts.timers, path));
    parts.cdi.health().start(path, parts.sessions::isDraining);
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
    return parts.socketIo.server();
  }

  /** The settings it was started with. */
  public OneportConfig config() {
    return parts.config;
  }

  /** The same with where each value comes from. */
  public EffectiveConfig effectiveConfig() {
    return effective;
  }

  /** What those are shown who look after the server; null if nobody is. */
  public @Nullable Console console() {
    return parts.hasConsole() ? parts.console : null;
  }

  /** Which Oneport runs. */
  public String version() {
    return Version.text();
  }

  /** What is measured. */
  public Metrics metrics() {
    return parts.metrics;
  }

  /** The names of the namespaces that the application has made; a snapshot. */
  public Set<String> namespaces() {
    return parts.socketIo.namespaces();
  }

  /** Whether the application has made a namespace of that name. */
  public boolean hasNamespace(String name) {
    return parts.socketIo.hasNamespace(name);
  }

  /**
   * A namespace that the application has made.
   *
   * @param name with the leading slash
   * @return null if there is none of that name
   */
  public @Nullable Namespace findNamespace(String name) {
    return parts.socketIo.find(name);
  }

  /** Emits an event for somebody outside of the application; see {@link SocketIo#emit}. */
  public @Nullable Delivered emit(
      String namespace, Selection selection, String event, Object... args) {
    return parts.socketIo.emit(namespace, selection, event, args);
  }

  /** In front of everything that clients may send. */
  public Gate gate() {
    return parts.gate;
  }

  /** Who may use the HTTP API. */
  public PublishAuthority publishers() {
    return parts.publishers;
  }

  /** What came over the HTTP API before. */
  public Repeats repeats() {
    return parts.repeats;
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
    if (parts.sessions.isDraining()) {
      return;
    }
    int timeoutMillis = parts.config.drainTimeoutMillis();
    int before = parts.sessions.load();
    parts.engine.refuseMore();
    try {
      int left =
          new Drain(parts.sessions, parts.timers)
              .begin(timeoutMillis)
              .get(timeoutMillis + PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      LOG.log(Level.INFO, "stopping: {0} clients were sent away, {1} did not go", before, left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(Level.WARNING, "drain-failed: Clients could not be sent away", e);
    }
  }

  private void close() {
    parts.cdi.health().stop();
    monitors.forEach(Monitor::close);
    parts.close();
  }
}
