package dev.oneport.web.boot;

import dev.oneport.RoomAuthorizer;
import dev.oneport.concurrent.Clock;
import dev.oneport.subscribe.ConfiguredRooms;
import dev.oneport.subscribe.EnvelopeVoice;
import dev.oneport.subscribe.JsonVoice;
import dev.oneport.subscribe.PlainProtocol;
import dev.oneport.subscribe.PlainRules;
import dev.oneport.subscribe.SubscriberContext;
import dev.oneport.web.LogoutFilter;
import dev.oneport.web.LogoutListener;
import dev.oneport.web.NoSniffing;
import dev.oneport.web.events.EventStreams;
import dev.oneport.web.events.EventsGate;
import dev.oneport.web.events.EventsServlet;
import dev.oneport.web.events.Polls;
import dev.oneport.web.events.RenewServlet;
import dev.oneport.web.events.TicketServlet;
import dev.oneport.web.monitor.MetricsServlet;
import dev.oneport.web.polling.ClientFiles;
import dev.oneport.web.polling.EngineEdge;
import dev.oneport.web.polling.EngineIoServlet;
import dev.oneport.web.polling.Upgrader;
import dev.oneport.web.tomcat.TomcatUpgrade;
import dev.oneport.web.websocket.ContainerSinks;
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
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts the servlets, filters and listeners of Oneport in front of a web application: those of each
 * transport, and what watches logins. Once, while the application starts.
 */
public final class Registrations {
  private static final String EVENTS_PATH = "/events";

  private final ServletContext context;
  private final Parts parts;

  Registrations(ServletContext context, Parts parts) {
    this.context = context;
    this.parts = parts;
  }

  /** All of them. */
  void add() {
    RoomAuthorizer authorizer = authorizer();
    SubscriberContext subscribers = subscribers();
    addHeaders();
    addEngine();
    addMetrics();
    addEvents(authorizer, subscribers);
    addPlain(authorizer, subscribers);
    addLogins();
    addAdoption();
  }

  private void addEngine() {
    EngineEdge edge =
        new EngineEdge(
            parts.engine,
            parts.config.web().http(),
            parts.gate,
            parts.workers.completions(),
            parts.timers,
            upgrader(context, parts.tomcat, parts.sinks),
            parts.config.web().serveClient() ? new ClientFiles() : null);
    addServlet(context, "oneport-engine", parts.config.web().path(), edge);
  }

  private void addPlain(RoomAuthorizer authorizer, SubscriberContext subscribers) {
    PlainRules rules =
        new PlainRules(
            parts.socketIo::hasNamespace,
            authorizer,
            parts.authenticator,
            parts.socketIo::plainSockets,
            parts.config.socketIo().maxEventNameLength(),
            parts.config.socketIo().maxJsonDepth(),
            parts.config.events().heartbeatMillis(),
            parts.config.socketIo().connectTimeoutMillis());
    PlainSite site =
        new PlainSite(
            subscribers,
            new PlainProtocol(parts.json, rules),
            parts.sinks,
            parts.config.engine().maxPayloadBytes(),
            parts.tomcat);
    addFilter("oneport-plain", new PlainWebSocketFilter(parts.gate, site), "/ws");
  }

  private void addLogins() {
    context.addListener(new LogoutListener(parts.sessions.logins()));
    addFilter("oneport-logout", new LogoutFilter(parts.sessions.logins()), "/*");
  }

  private void addAdoption() {
    addFilter("oneport-adopt", new AdoptableFilter(parts.handshakes), "/*");
    parts.sessions.adoptBy(
        new Adoption(
            parts.sessions,
            Clock.system(),
            parts.timers,
            parts.watchdog,
            parts.workers.completions(),
            parts.config.engine().outboxBytes()));
  }

  private void addHeaders() {
    addFilter(
        "oneport-headers",
        new NoSniffing(),
        parts.config.web().path() + "/*",
        EVENTS_PATH + "/*",
        "/ws",
        "/api/*",
        "/page/state",
        "/metrics",
        "/oneport.js",
        "/oneport.mjs");
  }

  /** First of all filters: some containers upgrade requests in one of their own. */
  private void addFilter(String name, Filter filter, String... patterns) {
    FilterRegistration.Dynamic registration = context.addFilter(name, filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, patterns);
  }

  /** The application's, if it has one. */
  private RoomAuthorizer authorizer() {
    RoomAuthorizer bean = parts.cdi.roomAuthorizer();
    return bean == null
        ? new ConfiguredRooms(parts.config.rooms(), parts.config.auth().jwt().roomsClaim())
        : bean;
  }

  private void addEvents(RoomAuthorizer authorizer, SubscriberContext subscribers) {
    EventsServlet events =
        new EventsServlet(
            parts.gate,
            parts.tickets,
            new EventsGate(
                parts.socketIo::hasNamespace,
                authorizer,
                parts.config.socketIo().maxRoomsPerSocket()),
            new EventStreams(
                subscribers,
                parts.config.events(),
                new EnvelopeVoice(new JsonVoice(parts.json, true)),
                parts.workers.completions(),
                parts.tomcat),
            new Polls(
                subscribers,
                parts.config.events(),
                parts.config.engine().sendTimeoutMillis(),
                new JsonVoice(parts.json, false),
                parts.workers.completions()),
            parts.metrics);
    ServletRegistration.Dynamic streams = context.addServlet("oneport-events", events);
    streams.setAsyncSupported(true);
    streams.addMapping(EVENTS_PATH);
    ServletRegistration.Dynamic renewals =
        context.addServlet(
            "oneport-renew",
            new RenewServlet(
                parts.gate, parts.sessions, authorizer, parts.workers.completions(), parts.timers));
    renewals.setAsyncSupported(true);
    renewals.addMapping(EVENTS_PATH + "/renew");
    context
        .addServlet("oneport-tickets", new TicketServlet(parts.gate, parts.tickets))
        .addMapping(EVENTS_PATH + "/ticket");
  }

  private void addMetrics() {
    if (parts.config.metrics().isOpen()) {
      context
          .addServlet("oneport-metrics", new MetricsServlet(parts.config.metrics(), parts.families))
          .addMapping("/metrics");
    }
  }

  private SubscriberContext subscribers() {
    return new SubscriberContext(
        parts.adapters,
        parts.sessions,
        parts.wheel,
        parts.watchdog,
        parts.config.socketIo().maxRoomsPerSocket(),
        parts.config.socketIo().maxNamespacesPerClient(),
        parts.config.engine().outboxBytes(),
        Clock.system(),
        parts.config.events().expiryWarningMillis());
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
   * @param tomcat takes connections over where it can
   * @return null where the server has no WebSocket
   */
  public static @Nullable Upgrader upgrader(
      ServletContext context, TomcatUpgrade tomcat, ContainerSinks sinks) {
    try {
      return Upgrader.register(context, tomcat, sinks);
    } catch (DeploymentException e) {
      throw new IllegalStateException("the server refused the WebSocket endpoint", e);
    }
  }
}
