package dev.oneport.web.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.adapter.Adapter;
import dev.oneport.adapter.Adapters;
import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.InMemoryAdapter;
import dev.oneport.adapter.Selection;
import dev.oneport.concurrent.Clock;
import dev.oneport.concurrent.OwnThreads;
import dev.oneport.concurrent.ScheduledTimers;
import dev.oneport.config.RoomPatterns;
import dev.oneport.config.RoomsConfig;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.security.Authenticator;
import dev.oneport.session.LiveSessions;
import dev.oneport.subscribe.ConfiguredRooms;
import dev.oneport.subscribe.PlainProtocol;
import dev.oneport.subscribe.PlainRules;
import dev.oneport.subscribe.SubscriberContext;
import dev.oneport.testing.WebSocketEnd;
import dev.oneport.web.tomcat.TomcatUpgrade;
import dev.oneport.web.websocket.ContainerSinks;
import dev.oneport.web.websocket.TyrusServer;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The plain endpoint on Tyrus without a servlet container, over a real WebSocket. */
class TyrusPlainEndpointTest {
  private static final String SUBSCRIBED =
      "{\"subscribed\":[\"news\"],\"recovered\":false,\"reason\":\"no_cursor\","
          + "\"heartbeatMs\":15000}";

  private final JsonBinding json = JsonBinding.create();
  private final Adapter adapter = new InMemoryAdapter();
  private final LiveSessions sessions = new LiveSessions(2);
  private @Nullable TyrusServer server;

  /**
   * Calls the annotated endpoint: its annotation would bring a configurator that needs a filter.
   */
  public static final class Bridge extends Endpoint {
    private final PlainWebSocketEndpoint endpoint = new PlainWebSocketEndpoint();

    @Override
    public void onOpen(Session wsSession, EndpointConfig config) {
      endpoint.onOpen(wsSession, config);
      wsSession.addMessageHandler(String.class, (MessageHandler.Partial<String>) endpoint::onText);
    }

    @Override
    public void onClose(Session wsSession, CloseReason reason) {
      endpoint.onClose();
    }

    @Override
    public void onError(Session wsSession, Throwable failure) {
      endpoint.onError(failure);
    }
  }

  private final ScheduledTimers timers =
      new ScheduledTimers(new OwnThreads("test-timer", getClass().getClassLoader()));

  @BeforeEach
  void start() throws Exception {
    PlainRules rules =
        new PlainRules(
            "/"::equals,
            new ConfiguredRooms(
                new RoomsConfig(RoomPatterns.of(List.of("news")), RoomPatterns.none(), Map.of())),
            Authenticator.open(timers, Clock.system()),
            connection -> {
              throw new AssertionError("nobody emits here");
            },
            255,
            64,
            15_000,
            45_000);
    PlainSite site =
        new PlainSite(
            new SubscriberContext(
                new Adapters(namespace -> adapter),
                sessions,
                timers,
                new WriteWatchdog(timers, 20_000),
                2,
                2,
                4_000_000),
            new PlainProtocol(json, rules),
            new ContainerSinks(true, Runnable::run),
            1_000,
            new TomcatUpgrade(null));
    PlainAdmission admission = new PlainAdmission(TyrusServer.handshake(), site);
    server =
        TyrusServer.start(
            Map.of(
                "/ws",
                new TyrusServer.Site(
                    Bridge.class,
                    Bridge::new,
                    query -> query.containsKey("stranger") ? "no admission" : admission)));
  }

  @AfterEach
  void stop() {
    server().close();
    timers.close();
    json.close();
  }

  private TyrusServer server() {
    return Objects.requireNonNull(server);
  }

  @Test
  void subscriberGetsWhatIsEmittedToItsRoom() throws Exception {
    try (WebSocketEnd client = server().connect("/ws")) {
      client.send("{\"subscribe\":[\"news\"]}");
      assertThat(client.next()).isEqualTo(SUBSCRIBED);

      adapter.broadcast(new Broadcast("/", "posts", json.encode(1, "ü"), Selection.of("news")));

      assertThat(client.next())
          .isEqualTo("{\"event\":\"posts\",\"data\":[1,\"ü\"],\"room\":\"news\"}");
    }
  }

  @Test
  void mistakeIsAnsweredAndTheConnectionLives() throws Exception {
    try (WebSocketEnd client = server().connect("/ws")) {
      client.send("[]");
      assertThat(client.next()).startsWith("{\"error\":{\"code\":\"malformed\"");
      client.send("{\"subscribe\":[\"news\"]}");
      assertThat(client.next()).isEqualTo(SUBSCRIBED);
    }
  }

  @Test
  void tooBigATextClosesWith1009() throws Exception {
    WebSocketEnd client = server().connect("/ws");

    client.send("x".repeat(1_001));

    assertThat(client.next()).isEqualTo("close 1009");
    assertThat(sessions.count()).isZero();
  }

  @Test
  void disconnectByTheServerCloses() throws Exception {
    WebSocketEnd client = server().connect("/ws");
    client.send("{\"subscribe\":[\"news\"]}");
    assertThat(client.next()).isEqualTo(SUBSCRIBED);

    sessions.sessions().forEach(session -> session.disconnect());

    assertThat(client.next()).isEqualTo("close 1000");
    assertThat(sessions.count()).isZero();
  }

  @Test
  void oneMoreThanMayBeConnectedIsAskedToComeBack() throws Exception {
    try (WebSocketEnd one = server().connect("/ws");
        WebSocketEnd two = server().connect("/ws")) {
      assertThat(server().connect("/ws").next()).isEqualTo("close 1013");

      one.send("{\"ping\":1}");
      assertThat(one.next()).isEqualTo("{\"pong\":1}");
      two.send("{\"ping\":2}");
      assertThat(two.next()).isEqualTo("{\"pong\":2}");
    }
  }

  @Test
  void clientThatComesPastTheGateIsClosed() throws Exception {
    assertThat(server().connect("/ws?stranger=1").next()).isEqualTo("close 1008");
  }
}
