package dev.oneport.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.oneport.TransportName;
import dev.oneport.it.client.EventStreamClient;
import dev.oneport.it.client.Http;
import dev.oneport.it.client.Observer;
import dev.oneport.it.client.PollingSession;
import dev.oneport.it.client.Publisher;
import dev.oneport.it.client.RawHttp;
import dev.oneport.it.client.WsClient;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Await;
import dev.oneport.it.server.Deployment;
import dev.oneport.it.server.Jmx;
import dev.oneport.it.server.OnEachWatchedServer;
import dev.oneport.it.server.ServerUnderTest;
import dev.oneport.testing.OpenMetricsText;
import dev.oneport.testing.TestTokens;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/**
 * What an administrator sets, and sees: {@code oneport.war} twice on one server, one of them
 * configured in every place that there is; it is undeployed in the end.
 */
@OnEachWatchedServer
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ObserveIT {

  private static final String PLAIN = "/oneport";
  private static final String CONFIGURED = "/configured";
  private static final String MBEAN = "dev.oneport:context=" + CONFIGURED + ",type=Server";

  /** What nobody may find in a log. */
  private static final String SECRET = "s3cr3t-payload-of-a-client";

  private static final int STALLED_BUFFER_BYTES = 4_096;

  /** What is on its way waits for a moment only. */
  private static final int STEADY_LOOKS = 10;

  /** Logged when it has stopped, of the reader that stalls. */
  private static final String STOPPED = " clients were sent away, 1 did not go";

  private static final String BAD_TOKEN = "s3cr3t-token-of-a-client";

  private final ServerUnderTest server;

  ObserveIT(ServerUnderTest server) {
    this.server = server;
  }

  @BeforeParameterizedClassInvocation
  static void start(ServerUnderTest server) {
    Map<String, String> properties = new HashMap<>(Applications.withKey());
    properties.put("oneport.maxHttpBufferSize", "55000");
    properties.put("oneport.pingIntervall", "1");
    properties.put("oneport.connectionStateRecovery", "true");
    properties.put("oneport.drainTimeout", "2000");
    properties.put(
        "oneport.auth.jwt.keys",
        "k=HS256:" + TestTokens.setting(TestTokens.SECRET.getBytes(UTF_8)));
    server.environment(
        Map.of(
            "ONEPORT_MAXHTTPBUFFERSIZE", "45000",
            "ONEPORT_PINGINTERVAL", "1000",
            "ONEPORT_PINGTIMEOUTT", "1"));
    server.start(
        List.of(
            new Deployment(PLAIN, Applications.oneportWar()),
            new Deployment(CONFIGURED, Applications.configuredWar())),
        properties);
  }

  @AfterParameterizedClassInvocation
  static void close(ServerUnderTest server) {
    server.close();
  }

  private URI uri(String relative) {
    return server.base(CONFIGURED).resolve(relative);
  }

  private void logShows(String text) {
    assertTrue(server.log().contains(text), text + " is not in the log");
  }

  @Test
  @Order(1)
  void startTellsWhatIsSetWhereAndNoSecret() {
    logShows("Socket.IO at " + address(PLAIN) + "socket.io/");
    logShows("Socket.IO at " + address(CONFIGURED) + "socket.io/");
    logShows("oneport.maxAttachments=11 (from the context-param in web.xml)");
    logShows(
        server.hasMicroProfileConfig()
            ? "oneport.maxJsonDepth=22 (from MicroProfile Config, "
            : "oneport.maxJsonDepth=12 (from the context-param in web.xml)");
    logShows(
        server.hasNaming()
            ? "oneport.pingTimeout=33000 (from the env-entry in JNDI)"
            : "oneport.pingTimeout=13000 (from the context-param in web.xml)");
    logShows("oneport.pingInterval=1000 (from the environment variable ONEPORT_PINGINTERVAL)");
    logShows("oneport.maxHttpBufferSize=55000 (from the system property)");
    logShows("oneport.api.keys=*** (from the system property)");
    logShows("oneport.auth.jwt.keys=*** (from the system property)");
    assertFalse(server.log().contains("oneport.metrics.keys=prometheus"));
  }

  /** The whole of it where the server tells applications where it listens. */
  private String address(String contextPath) {
    boolean told = server.name().startsWith("tomcat") || server.name().equals("wildfly");
    return told ? server.base(contextPath).toString() : contextPath + "/";
  }

  @Test
  @Order(1)
  void whatIsSetIsInEffect() {
    JsonObject handshake = PollingSession.open(uri("socket.io/")).handshake();

    assertEquals(55_000, handshake.getInt("maxPayload"));
    assertEquals(1_000, handshake.getInt("pingInterval"));
    assertEquals(server.hasNaming() ? 33_000 : 13_000, handshake.getInt("pingTimeout"));
  }

  @Test
  @Order(1)
  void misspeltNamesAreToldWithTheNearest() {
    logShows(
        "unknown setting oneport.pingIntervall (from the system property), ignored: did you mean"
            + " oneport.pingInterval?");
    logShows(
        "unknown setting ONEPORT_PINGTIMEOUTT (from the environment variable"
            + " ONEPORT_PINGTIMEOUTT), ignored: did you mean ONEPORT_PINGTIMEOUT?");
    logShows(
        "unknown setting oneport.roms.public (from the context-param in web.xml), ignored: did you"
            + " mean oneport.rooms.public?");
    if (server.hasNaming()) {
      logShows(
          "unknown setting oneport.outboxByte (from the env-entry in JNDI), ignored: did you mean"
              + " oneport.outboxBytes?");
    }
    if (server.hasMicroProfileConfig()) {
      logShows("unknown setting oneport.pin.timeout (from MicroProfile Config, ");
    }
    assertFalse(server.log().contains("did you mean oneport.maxHttpBufferSize?"));
  }

  /** Last: WildFly counts as unwell once a deployment has failed. */
  @Test
  @Order(8)
  void badValueFailsTheDeploymentWhereverItStands() {
    if (server.hasNaming()) {
      server.deployRefused(
          new Deployment("/misnamed", Applications.misnamedWar()),
          "oneport.maxRoomsPerSocket=none: must be 1..1000000 (from the env-entry in JNDI)");
    }
    if (server.hasMicroProfileConfig()) {
      server.deployRefused(
          new Deployment("/misprofiled", Applications.misprofiledWar()),
          "oneport.whenFull=wait: must be close, dropNewest or dropOldest (from MicroProfile"
              + " Config, ");
    }
  }

  private HttpResponse<String> metrics(String path, String... headers) {
    var request = Http.request(server.base(path).resolve("metrics"));
    return Http.send(headers.length == 0 ? request : request.headers(headers));
  }

  private OpenMetricsText metrics() {
    HttpResponse<String> answer =
        metrics(CONFIGURED, "Authorization", "Bearer " + Applications.METRICS_KEY);
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals(
        "application/openmetrics-text;version=1.0.0;charset=utf-8",
        answer.headers().firstValue("Content-Type").orElse("").replace(" ", ""));
    return OpenMetricsText.parse(answer.body());
  }

  @Test
  @Order(3)
  void metricsAreForWhoHasAKey() {
    assertEquals(
        404, metrics(PLAIN, "Authorization", "Bearer " + Applications.METRICS_KEY).statusCode());
    assertEquals(401, metrics(CONFIGURED).statusCode());
    assertEquals(
        401, metrics(CONFIGURED, "Authorization", "Bearer " + Applications.API_KEY).statusCode());
  }

  @Test
  @Order(4)
  void whatHappensIsMeasured() throws IOException {
    Publisher publisher = new Publisher(server.base(CONFIGURED), Applications.API_KEY);
    try (Observer upgraded = Observer.open(server.base(CONFIGURED), "upgrade", "/");
        EventStreamClient stream = EventStreamClient.open(uri("events?room=news"));
        WsClient plain = WsClient.connect(WsClient.uri(server.base(CONFIGURED), "ws"))) {
      upgraded.connected();
      upgraded.upgraded();
      assertEquals(200, stream.head().status());
      plain.send("{\"subscribe\":[\"news\"]}");
      plain.textAfterJsonPings();
      String cursor = Http.json(Http.get(uri("events?room=news")).body()).getString("cursor");
      publisher.publish("/", List.of(), "greeting", "hello");
      upgraded.event("greeting");
      publisher.publish("/", List.of("news"), "headline", "hello");
      HttpResponse<String> poll =
          Http.get(uri("events?room=news&wait=9&fallback=sse_timeout&cursor=" + cursor));
      assertTrue(poll.body().contains("headline"), poll.body());
      Map<String, String> foreign = Map.of("Origin", "https://evil.example");
      assertEquals(403, RawHttp.exchange("GET", uri("events?room=news"), foreign, null).status());

      Await.until(
          "a heartbeat is measured", () -> metrics().value("oneport_heartbeat_seconds_count") > 0);
      OpenMetricsText read = metrics();
      assertAll(
          () -> assertEquals(1, read.value("oneport_connections{transport=websocket}")),
          () -> assertEquals(1, read.value("oneport_connections{transport=sse}")),
          () -> assertEquals(1, read.value("oneport_connections{transport=ws}")),
          () -> atLeast(1, read, "oneport_connections_opened_total{transport=polling}"),
          () -> atLeast(1, read, "oneport_events_sent_total{transport=websocket}"),
          () -> atLeast(1, read, "oneport_events_sent_total{transport=sse}"),
          () -> atLeast(1, read, "oneport_events_sent_total{transport=ws}"),
          () -> atLeast(1, read, "oneport_events_sent_total{transport=longpoll}"),
          () -> atLeast(1, read, "oneport_received_bytes_total{transport=websocket}"),
          () -> atLeast(1, read, "oneport_sent_bytes_total{transport=sse}"),
          () -> atLeast(1, read, "oneport_queue_highwater_bytes"),
          () -> atLeast(1, read, "oneport_refusals_total{reason=foreign-origin}"),
          () -> atLeast(1, read, "oneport_upgrades_total{result=done}"),
          () -> atLeast(1, read, "oneport_fallbacks_total{reason=sse_timeout}"),
          () -> atLeast(2, read, "oneport_fan_out_seconds_count"));
    }
  }

  private static void atLeast(double least, OpenMetricsText read, String series) {
    double value = read.value(series);
    assertTrue(value >= least, series + " is " + value);
  }

  @Test
  @Order(5)
  void eachApplicationHasAnMBeanOfTheSameNumbers() {
    try (Jmx jmx = Jmx.attach(server.jvm(CONFIGURED))) {
      assertEquals(Set.of(MBEAN, "dev.oneport:context=" + PLAIN + ",type=Server"), jmx.names());
      TabularData refusals = (TabularData) jmx.attribute(MBEAN, "Refusals");
      Object foreign = refusals.get(new Object[] {"foreign-origin"}).get("value");
      assertEquals(
          metrics().value("oneport_refusals_total{reason=foreign-origin}"), ((Long) foreign) + 0.0);
    }
  }

  private JsonObject health(String kind) {
    URI uri = Objects.requireNonNull(server.health()).resolve(kind);
    HttpResponse<String> answer = Http.get(uri);
    assertEquals(200, answer.statusCode(), answer.body());
    return Http.json(answer.body());
  }

  private static List<String> up(JsonObject health) {
    return health.getJsonArray("checks").getValuesAs(JsonObject.class).stream()
        .filter(check -> check.getString("status").equals("UP"))
        .map(check -> check.getString("name"))
        .toList();
  }

  @Test
  @Order(5)
  void microProfileHealthSeesThemAliveAndReady() {
    assumeTrue(server.health() != null, "a server without MicroProfile Health");
    List<String> both = List.of("oneport " + PLAIN, "oneport " + CONFIGURED);
    assertTrue(up(health("live")).containsAll(both), health("live").toString());
    assertTrue(up(health("ready")).containsAll(both), health("ready").toString());
  }

  /** In Prometheus' own format, by Micrometer; its names are ours. */
  private Stream<String> meters() {
    HttpResponse<String> answer = Http.get(Objects.requireNonNull(server.meters()));
    assertEquals(200, answer.statusCode(), answer.body());
    return answer.body().lines().filter(line -> line.contains("context=\"" + CONFIGURED + "\""));
  }

  @Test
  @Order(5)
  void micrometerHasThem() {
    assumeTrue(server.meters() != null, "a server without Micrometer");
    List<String> meters = meters().toList();
    assertTrue(
        meters.stream().anyMatch(line -> line.startsWith("oneport_events_sent_total{")),
        meters.toString());
    Await.until(
        "reasons are there, too",
        () -> meters().anyMatch(line -> line.contains("reason=\"foreign-origin\"")));
  }

  @Test
  @Order(6)
  void logsShowNeitherPayloadsNorTokens() {
    for (TransportName transport : TransportName.values()) {
      tellSecretsOver(transport);
    }
    Publisher publisher = new Publisher(server.base(CONFIGURED), BAD_TOKEN);
    publisher.post("{\"event\":\"" + SECRET + "\",\"data\":[\"" + SECRET + "\"]}", BAD_TOKEN);
    publisher.post("{\"" + SECRET, Applications.API_KEY);
    publisher.post(
        "{\"event\":\"x\",\"data\":[\"" + SECRET + "\"],\"id\":\"" + SECRET + "\"}",
        Applications.API_KEY);
    assertEquals(401, metrics(CONFIGURED, "Authorization", "Bearer " + BAD_TOKEN).statusCode());
    PollingSession.open(uri("socket.io/")); // What was logged meanwhile is written by now.

    String log = server.log();
    for (String secret :
        List.of(
            SECRET,
            BAD_TOKEN,
            goodToken(),
            Applications.API_KEY,
            Applications.METRICS_KEY,
            TestTokens.SECRET)) {
      assertFalse(
          log.lines().anyMatch(line -> line.contains(secret) && !line.startsWith("--- ")),
          () -> secret + " is in " + log.lines().filter(line -> line.contains(secret)).toList());
    }
  }

  private static String goodToken() {
    return TestTokens.hs256("{\"sub\":\"alice\",\"exp\":4102444800}");
  }

  private void tellSecretsOver(TransportName transport) {
    String socketIo = "socket.io/?EIO=4&transport=";
    switch (transport) {
      case POLLING -> {
        PollingSession refused = PollingSession.open(uri("socket.io/"));
        refused.post("40{\"token\":\"" + BAD_TOKEN + "\"}");
        refused.poll();
        PollingSession session = PollingSession.open(uri("socket.io/"));
        session.post("40{\"token\":\"" + goodToken() + "\"}");
        session.poll();
        session.post("42[\"say\",\"" + SECRET + "\"]");
        session.post("42[\"oneport:" + SECRET + "\"]");
        session.post("49" + SECRET);
      }
      case WEBSOCKET -> {
        URI uri = WsClient.uri(server.base(CONFIGURED), socketIo + "websocket");
        try (WsClient refused = WsClient.connect(uri)) {
          refused.text();
          refused.send("40{\"token\":\"" + BAD_TOKEN + "\"}");
          refused.textAfterPings();
        }
        try (WsClient client = WsClient.connect(uri)) {
          client.text();
          client.send("40{\"token\":\"" + goodToken() + "\"}");
          client.textAfterPings();
          client.send("42[\"say\",\"" + SECRET + "\"]");
          client.send("421[\"oneport:renew\",\"" + BAD_TOKEN + "\"]");
          client.send("42[\"" + SECRET);
          client.closed();
        }
      }
      case SSE -> {
        EventStreamClient.open(uri("events?room=" + SECRET), bearer(goodToken())).close();
        EventStreamClient.open(uri("events?room=news"), bearer(BAD_TOKEN)).close();
        EventStreamClient.open(uri("events?room=news&ticket=" + BAD_TOKEN)).close();
        EventStreamClient.open(uri("events?room=news"), bearer(goodToken())).close();
      }
      case LONGPOLL -> {
        Http.send(
            Http.request(uri("events?room=news&wait=0&cursor=" + SECRET))
                .header("Authorization", "Bearer " + goodToken()));
        Http.send(
            Http.request(uri("events?room=news")).header("Authorization", "Bearer " + BAD_TOKEN));
      }
      case WS -> {
        URI uri = WsClient.uri(server.base(CONFIGURED), "ws");
        try (WsClient client = WsClient.connect(uri, bearer(goodToken()))) {
          client.send("{\"auth\":{\"ticket\":\"" + BAD_TOKEN + "\"},\"id\":1}");
          client.textAfterJsonPings();
          client.send("{\"emit\":\"say\",\"data\":[\"" + SECRET + "\"]}");
          client.send("{\"" + SECRET);
          client.textAfterJsonPings();
        }
      }
    }
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token, "Accept", "text/event-stream");
  }

  /**
   * Nobody comes in while others are sent away, and no balancer is told to send anybody: by us, or
   * by the server, which may have taken the application off its address and its health before.
   */
  @Test
  @Order(7)
  void undeployTakesItAllAway() {
    assumeTrue(server.redeploys(), "an executable WAR ends with its process");
    int mark = server.log().length();
    if (server.name().equals("payara")) {
      // It takes all that a client does not read: nothing holds the end up.
      server.undeploy(CONFIGURED);
      Await.until("it stopped", () -> server.log().substring(mark).contains(" were sent away"));
    } else {
      undeployWhileNobodyComesIn(mark);
    }
    try (Jmx jmx = Jmx.attach(server.jvm(PLAIN))) {
      Await.until("no MBean is left", () -> !jmx.names().contains(MBEAN));
      assertEquals(1, jmx.names().size());
    }
    if (server.meters() != null) {
      assertEquals(List.of(), meters().toList());
    }
  }

  /** Until the operating systems take no more for the reader that stalls, and some waits here. */
  private void fill() {
    Publisher publisher = new Publisher(server.base(CONFIGURED), Applications.API_KEY);
    AtomicLong before = new AtomicLong();
    AtomicInteger steady = new AtomicInteger();
    Await.until(
        "something waits, and nothing of it goes",
        () -> {
          long waiting = (long) metrics().value("oneport_queued_bytes");
          if (waiting <= 200_000) {
            for (int i = 0; i < 8; i++) {
              publisher.publish("/", List.of("news"), "large", "x".repeat(50_000));
            }
          }
          boolean stays = waiting > 200_000 && waiting >= before.getAndSet(waiting);
          steady.set(stays ? steady.get() + 1 : 0);
          return steady.get() == STEADY_LOOKS;
        });
  }

  /** As a WebSocket that is to be; some ways are none, which does not matter. */
  private RawHttp.Response knock(String way) {
    try {
      return RawHttp.upgrade(uri(way), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By us with a time, by the server as what it does not have. */
  private static boolean isRefused(RawHttp.Response answer) {
    return answer.status() == 404
        || (answer.status() == 503 && answer.header("Retry-After") != null);
  }

  private void undeployWhileNobodyComesIn(int mark) {
    try (EventStreamClient stalled =
        EventStreamClient.open(uri("events?room=news"), Map.of(), STALLED_BUFFER_BYTES)) {
      assertEquals(200, stalled.head().status());
      fill();
      CompletableFuture<Void> gone = CompletableFuture.runAsync(() -> server.undeploy(CONFIGURED));
      Await.until(
          "polling is closed", () -> isRefused(knock("socket.io/?EIO=4&transport=polling")));
      for (String way : List.of("socket.io/?EIO=4&transport=websocket", "ws", "events?room=news")) {
        RawHttp.Response answer = knock(way);
        assertTrue(isRefused(answer), way + " " + answer);
      }
      assertFalse(server.log().substring(mark).contains(STOPPED), "it stopped too early");
      // WildFly answers it once the undeployment is over.
      if (server.health() != null) {
        assertFalse(up(health("ready")).contains("oneport " + CONFIGURED));
      }
      // Tomcat is done before the drain is; the reader is there until the end of it.
      gone.join();
      Await.until("it stopped", () -> server.log().substring(mark).contains(STOPPED));
    }
  }
}
