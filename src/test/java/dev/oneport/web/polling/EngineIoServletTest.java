package dev.oneport.web.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.oneport.HttpMiddleware;
import dev.oneport.config.CookieConfig;
import dev.oneport.config.CorsConfig;
import dev.oneport.config.EngineConfig;
import dev.oneport.config.HttpConfig;
import dev.oneport.config.LimitsConfig;
import dev.oneport.config.Rate;
import dev.oneport.config.WebConfig;
import dev.oneport.engineio.EngineHooks;
import dev.oneport.engineio.EngineServer;
import dev.oneport.engineio.EngineSessions;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.limit.RateLimits;
import dev.oneport.metrics.Metrics;
import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.testing.ExpectedLog;
import dev.oneport.testing.FakeClock;
import dev.oneport.testing.FakeHttp;
import dev.oneport.testing.FakeInput;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.RecordingHandler;
import dev.oneport.web.Cors;
import dev.oneport.web.Entrance;
import dev.oneport.web.Gate;
import dev.oneport.web.OriginPolicy;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and answers of the Engine.IO URL, to the letter. */
class EngineIoServletTest {
  private static final String HANDSHAKE = "EIO=4&transport=polling";
  private static final HttpConfig.Compression COMPRESSION = new HttpConfig.Compression(true, 1024);

  private final FakeTimers timers = new FakeTimers();
  private final RecordingHandler handler = new RecordingHandler();
  private final EngineSessions sessions = new EngineSessions();
  private final EngineHooks hooks = new EngineHooks(sessions, 20_000);
  private final EngineServer engine =
      new EngineServer(
          EngineConfig.defaults(),
          sessions,
          hooks,
          handler,
          timers,
          new WriteWatchdog(timers, 20_000));

  private EngineIoServlet servlet = servlet(HttpConfig.defaults());

  private Gate gate(RateLimits limits) {
    return new Gate(
        new Cors(CorsConfig.sameOriginOnly(), hooks::allowsOrigin),
        new OriginPolicy(WebConfig.defaults(), hooks::allowsOrigin),
        Entrance.open(timers, new FakeClock()),
        limits,
        new Metrics().refusals());
  }

  private EngineIoServlet servlet(HttpConfig http) {
    return servlet(http, RateLimits.none());
  }

  private EngineIoServlet servlet(HttpConfig http, RateLimits limits) {
    return new EngineIoServlet(
        new EngineEdge(engine, http, gate(limits), Runnable::run, timers, null, new ClientFiles()));
  }

  private FakeHttp send(FakeHttp http) throws Exception {
    servlet.service(http.request(), http.response());
    return http;
  }

  private FakeHttp get(String query, String... headers) throws Exception {
    return send(FakeHttp.request("GET", headers).to("/", query));
  }

  private String open() throws Exception {
    String body = get(HANDSHAKE).body();
    assertThat(body).startsWith("0{\"sid\":\"");
    return body.substring(9, body.indexOf('"', 9));
  }

  private static void assertAnswer(FakeHttp http, int status, String type, String body) {
    assertThat(http.status()).isEqualTo(status);
    assertThat(http.headers().get("Content-Type")).isEqualTo(type);
    assertThat(http.body()).isEqualTo(body);
    assertThat(http.headers()).containsEntry("Content-Length", "" + http.bytes().length);
  }

  @Test
  void handshakesOfOneAddressAreLimitedPollsAndPostsAreNot() throws Exception {
    LimitsConfig.Limit two = new LimitsConfig.Limit(new Rate(2, 10), null);
    servlet =
        servlet(
            HttpConfig.defaults(),
            new RateLimits(new LimitsConfig(two, two, two, two, 10), timers.clock()));
    String sid = open();
    assertThat(get(HANDSHAKE).status()).isEqualTo(200);

    FakeHttp refused = get(HANDSHAKE);
    assertAnswer(
        refused,
        429,
        "application/json",
        "{\"code\":4,\"message\":\"too many requests: try again in 5 s\"}");
    assertThat(refused.headers()).containsEntry("Retry-After", "5");
    assertThat(get(HANDSHAKE, "Upgrade", "websocket").status()).isEqualTo(429);
    for (int i = 0; i < 5; i++) {
      FakeHttp post =
          send(
              FakeHttp.request("POST").to("/", "EIO=4&transport=polling&sid=" + sid).sending("4x"));
      assertThat(post.status()).isEqualTo(200);
    }
    timers.advance(5_000);
    assertThat(get(HANDSHAKE).status()).isEqualTo(200);
  }

  @Test
  void handshakeIsAnsweredAtOnce() throws Exception {
    FakeHttp http = get(HANDSHAKE);

    assertThat(http.status()).isEqualTo(200);
    assertThat(http.body())
        .matches(
            "0\\{\"sid\":\"[A-Za-z0-9_-]{24}\",\"upgrades\":\\[\"websocket\"],"
                + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}");
    assertThat(http.headers().keySet())
        .containsExactly("Cache-Control", "Content-Length", "Content-Type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET|EIO=4|400|{\"code\":0,\"message\":\"Transport unknown\"}",
        "GET|EIO=4&transport=polling&sid=x|400|{\"code\":1,\"message\":\"Session ID unknown\"}",
        "POST|EIO=4&transport=polling&sid=|400|{\"code\":2,\"message\":\"Bad handshake method\"}",
        "GET|EIO=4&transport=websocket|400|{\"code\":3,\"message\":\"Bad request\"}",
        "GET|EIO=3&transport=polling|400|"
            + "{\"code\":5,\"message\":\"Unsupported protocol version\"}",
      })
  void refusalIsJson(String method, String query, int status, String body) throws Exception {
    assertAnswer(send(FakeHttp.request(method).to("/", query)), status, "application/json", body);
  }

  @Test
  void refusalByTheGateIsForbiddenInItsWords() throws Exception {
    hooks.allowRequest((request, decision) -> decision.refuse("members only"));

    assertAnswer(
        get(HANDSHAKE), 403, "application/json", "{\"code\":4,\"message\":\"members only\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EIO=4|Transport unknown",
        "EIO=4&transport=websocket&sid=x|Session ID unknown",
        "EIO=4&transport=websocket|members only",
        "EIO=4&transport=polling|members only"
      })
  void refusalOfAnUpgradeIs400AndItsWords(String query, String body) throws Exception {
    hooks.allowRequest((request, decision) -> decision.refuse("members only"));

    FakeHttp http = get(query, "Upgrade", "websocket");

    assertAnswer(http, 400, "text/html", body);
    assertThat(http.headers()).containsEntry("Connection", "close");
  }

  @Test
  void upgradeThatIsNoHandshakeOfWebSocketIsABadRequest() throws Exception {
    List<Map<String, Object>> contexts = new ArrayList<>();
    hooks.onConnectionError(failure -> contexts.add(failure.context()));

    assertAnswer(
        get("EIO=4&transport=websocket", "Upgrade", "websocket"), 400, "text/html", "Bad request");
    assertThat(contexts).containsExactly(Map.of("name", "TRANSPORT_HANDSHAKE_ERROR"));
  }

  @Test
  void pollWaitsAndPostIsOk() throws Exception {
    String session = HANDSHAKE + "&sid=" + open();
    FakeHttp poll = get(session);
    assertThat(poll.pending()).isTrue();

    FakeHttp post = send(FakeHttp.request("POST").to("/", session).sending("4hi"));
    assertAnswer(post, 200, "text/html", "ok");
    assertThat(handler.take()).contains("hi");

    handler.session().send(List.of(EnginePacket.message("\u20ac")));
    assertThat(poll.pending()).isFalse();
    assertAnswer(poll, 200, "text/plain; charset=UTF-8", "4\u20ac");
  }

  @Test
  void postThatFollowsTheAnswerAtOnceDoesNotOverlap() throws Exception {
    String session = HANDSHAKE + "&sid=" + open();
    FakeHttp second = FakeHttp.request("POST").to("/", session).sending("4second");

    FakeHttp first =
        send(
            FakeHttp.request("POST")
                .to("/", session)
                .sending("4first")
                .onWrite(() -> assertThatCode(() -> send(second)).doesNotThrowAnyException()));

    assertAnswer(first, 200, "text/html", "ok");
    assertAnswer(second, 200, "text/html", "ok");
    assertThat(handler.take()).endsWith("first", "second");
  }

  @Test
  void sessionOfAUserIsUnknownToEverybodyElseAndGoesOn() throws Exception {
    String sid = openedBy("alice");
    String unknown = "{\"code\":1,\"message\":\"Session ID unknown\"}";
    for (String other : new String[] {"bob", "Alice", ""}) {
      assertAnswer(send(as(other, "GET", sid)), 400, "application/json", unknown);
      assertAnswer(send(as(other, "POST", sid).sending("4no")), 400, "application/json", unknown);
      FakeHttp upgrade = as(other, "GET", sid, "Upgrade", "websocket");
      assertAnswer(send(upgrade), 400, "text/html", "Session ID unknown");
    }

    FakeHttp poll = send(as("alice", "GET", sid));
    assertThat(poll.pending()).isTrue();
    assertThat(send(as("alice", "POST", sid).sending("4yes")).status()).isEqualTo(200);
    assertThat(handler.take()).containsExactly("yes");
    assertThat(poll.pending()).isTrue();
    // Let in, and refused for what it lacks.
    FakeHttp upgrade = as("alice", "GET", sid, "Upgrade", "websocket");
    assertAnswer(send(upgrade), 400, "text/html", "Bad request");
  }

  @Test
  void sessionOfNobodyIsEverybodysWhoKnowsItsId() throws Exception {
    String sid = open();

    assertThat(send(as("alice", "POST", sid).sending("4hi")).status()).isEqualTo(200);
    assertThat(send(as("", "POST", sid).sending("4hi")).status()).isEqualTo(200);
  }

  private String openedBy(String user) throws Exception {
    FakeHttp http = send(FakeHttp.request("GET").to("/", HANDSHAKE).by(user));
    handler.take();
    return http.body().substring(9, 33);
  }

  /** A request of a session by somebody; by nobody if the name is empty. */
  private static FakeHttp as(String user, String method, String sid, String... headers) {
    FakeHttp http = FakeHttp.request(method, headers).to("/", HANDSHAKE + "&sid=" + sid);
    return user.isEmpty() ? http : http.by(user);
  }

  private FakeHttp slowly(FakeInput body, int length, String session) throws Exception {
    FakeHttp http = send(FakeHttp.request("POST").to("/", session).sending(body, length));
    assertThat(http.pending()).isTrue();
    return http.dispatched();
  }

  @Test
  void slowPostIsOkWhenItIsThere() throws Exception {
    String session = HANDSHAKE + "&sid=" + open();
    FakeInput body = new FakeInput().send("4");
    FakeHttp post = slowly(body, 4, session);
    body.send("\u20ac");
    assertThat(handler.take()).endsWith("\u20ac");

    assertThat(post.pending()).isFalse();
    assertAnswer(post, 200, "text/html", "ok");
    assertThat(send(FakeHttp.request("POST").to("/", session).sending("4x")).status())
        .isEqualTo(200);
    assertThat(handler.take()).containsExactly("x");
  }

  @Test
  void slowPostThatIsTooLargeIs413() throws Exception {
    String session = HANDSHAKE + "&sid=" + open();
    FakeInput body = new FakeInput();
    FakeHttp post = slowly(body, -1, session);
    body.send("4" + "x".repeat(1_000_000));

    assertThat(post.status()).isEqualTo(413);
    assertThat(post.body()).isEmpty();
    assertThat(post.pending()).isFalse();
    assertThat(send(FakeHttp.request("POST").to("/", session).sending("4x")).status())
        .isEqualTo(200);
  }

  @Test
  void slowPostThatBreaksOffEndsItsSession() throws Exception {
    FakeInput body = new FakeInput().send("4h");
    slowly(body, 3, HANDSHAKE + "&sid=" + open());
    handler.take();

    body.breakDown();
    assertThat(handler.take()).containsExactly("closed: transport error");
  }

  @Test
  void slowPostIsAnsweredWhenItsSessionEnds() throws Exception {
    String session = HANDSHAKE + "&sid=" + open();
    FakeHttp post = slowly(new FakeInput().send("4"), 3, session);
    assertThat(send(FakeHttp.request("POST").to("/", session).sending("4x")).status())
        .isEqualTo(400);

    assertGivenUp(post);
    assertThat(handler.take()).contains("closed: transport error");
  }

  private static void assertGivenUp(FakeHttp post) {
    assertThat(post.pending()).isFalse();
    assertThat(post.status()).isEqualTo(400);
    assertThat(post.body()).isEmpty();
    assertThat(post.headers()).containsEntry("Connection", "close");
  }

  /** Clients of both show that they live by a POST, while there can be but one. */
  @ParameterizedTest
  @ValueSource(ints = {4, 3})
  void slowPostLastsNoLongerThanAHeartbeat(int protocol) throws Exception {
    EngineServer both =
        new EngineServer(
            new EngineConfig(
                EngineConfig.defaults().transports(),
                true,
                true,
                25_000,
                20_000,
                1,
                9,
                1,
                9_999,
                1,
                1,
                ""),
            handler,
            timers,
            new WriteWatchdog(timers, 20_000));
    servlet =
        new EngineIoServlet(
            new EngineEdge(
                both,
                HttpConfig.defaults(),
                gate(RateLimits.none()),
                Runnable::run,
                timers,
                null,
                null));
    String handshake = "EIO=" + protocol + "&transport=polling";
    String open = get(handshake).body();
    String sid = open.substring(open.indexOf("sid") + 6).split("\"", 2)[0];
    FakeHttp post = slowly(new FakeInput().send("4"), 3, handshake + "&sid=" + sid);

    timers.advance(44_999);
    assertThat(post.pending()).isTrue();
    timers.advance(1);
    assertGivenUp(post);
    assertThat(handler.take()).contains("closed: ping timeout");
  }

  @Test
  void otherMethodsAreAnErrorWithoutWords() throws Exception {
    FakeHttp http = send(FakeHttp.request("PUT").to("/", HANDSHAKE + "&sid=" + open()));

    assertThat(http.status()).isEqualTo(500);
    assertThat(http.body()).isEmpty();
  }

  @Test
  void octetStreamIsRefusedAndEndsTheSession() throws Exception {
    String session = HANDSHAKE + "&sid=" + open();

    FakeHttp http =
        send(
            FakeHttp.request("POST", "Content-Type", "application/octet-stream")
                .to("/", session)
                .sending("4hi"));

    assertThat(http.status()).isEqualTo(400);
    assertThat(http.body()).isEmpty();
    assertThat(handler.take()).contains("closed: transport error");
  }

  @Test
  void furtherPathSegmentsBelongToTheUrl() throws Exception {
    assertThat(send(FakeHttp.request("GET").to("/foo/bar/", HANDSHAKE)).status()).isEqualTo(200);
  }

  @Test
  void withoutTheSlashItIsAnotherUrlOnDemand() throws Exception {
    FakeHttp bare = FakeHttp.request("GET").to(null, HANDSHAKE);
    assertThat(send(bare).status()).isEqualTo(200);

    servlet = servlet(new HttpConfig(true, COMPRESSION, null, 1));

    FakeHttp other = send(FakeHttp.request("GET").to(null, HANDSHAKE));
    assertThat(other.status()).isEqualTo(404);
    assertThat(other.body()).isEmpty();
    assertThat(get(HANDSHAKE).status()).isEqualTo(200);
    assertThat(send(FakeHttp.request("GET").to("/x/", HANDSHAKE)).status()).isEqualTo(200);
  }

  @Test
  void cookieComesWithTheHandshakeAlone() throws Exception {
    CookieConfig cookie = new CookieConfig("io", "/", "", true, false, false, "Lax", -1, "");
    servlet = servlet(new HttpConfig(false, COMPRESSION, cookie, 1));

    FakeHttp http = get(HANDSHAKE);
    String sid = http.body().substring(9, 33);
    assertThat(http.headers())
        .containsEntry("Set-Cookie", "io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");

    String session = HANDSHAKE + "&sid=" + sid;
    assertThat(send(FakeHttp.request("POST").to("/", session).sending("3")).headers())
        .doesNotContainKey("Set-Cookie");
    handler.session().send(List.of(EnginePacket.message("")));
    assertThat(get(session).headers()).doesNotContainKey("Set-Cookie");
  }

  @Test
  void listenersSeeTheHeadersOfEach200AndOnceTheInitialOnes() throws Exception {
    List<String> seen = new ArrayList<>();
    hooks.onInitialHeaders(
        (headers, request) -> {
          seen.add("initial " + request.method());
          headers.add("Set-Cookie", "a=b");
        });
    hooks.onHeaders(
        (headers, request) -> {
          seen.add(request.method() + " " + headers.get("Set-Cookie"));
          headers.set("X-Seen", "yes");
        });

    FakeHttp first = get(HANDSHAKE);
    assertThat(first.headers()).containsEntry("Set-Cookie", "a=b").containsEntry("X-Seen", "yes");
    String session = HANDSHAKE + "&sid=" + first.body().substring(9, 33);
    FakeHttp post = send(FakeHttp.request("POST").to("/", session).sending("3"));
    assertThat(post.headers()).containsEntry("X-Seen", "yes");
    FakeHttp poll = get(session);
    handler.session().send(List.of(EnginePacket.message("")));
    assertThat(poll.headers()).containsEntry("X-Seen", "yes");
    FakeHttp refused = get("transport=none");
    assertThat(refused.headers()).doesNotContainKey("X-Seen");

    assertThat(seen).containsExactly("initial GET", "GET a=b", "POST null", "GET null");
  }

  @Test
  void listenerThatFailsSpoilsNoAnswer() throws Exception {
    hooks.onHeaders(
        (headers, request) -> {
          throw new IllegalStateException("expected");
        });

    try (ExpectedLog log = ExpectedLog.of(EngineHooks.class.getName())) {
      assertThat(get(HANDSHAKE).status()).isEqualTo(200);
      assertThat(log.take())
          .containsExactly("WARNING listener-failed: a listener for headers failed");
    }
  }

  @Test
  void stoppingServerSendsAwayWhoComesButNotWhoIsThere() throws Exception {
    FakeHttp there = get(HANDSHAKE);
    String sid = there.body().replaceFirst(".*\"sid\":\"([^\"]+).*", "$1");
    engine.refuseMore();

    FakeHttp refused = get(HANDSHAKE);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.headers().get("Retry-After")).matches("10|[2-9]");
    assertThat(refused.body()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
    FakeHttp upgrade =
        get("EIO=4&transport=websocket", "Upgrade", "websocket", "Connection", "Upgrade");
    assertThat(upgrade.status()).isEqualTo(503);
    assertThat(upgrade.headers().get("Retry-After")).matches("10|[2-9]");
    assertThat(get(HANDSHAKE + "&sid=" + sid).status()).isNotEqualTo(503);
  }

  @Test
  void messageOfTheApplicationMakesNoRefusalTemporary() throws Exception {
    hooks.allowRequest((request, decision) -> decision.refuse("stopped"));

    assertThat(get(HANDSHAKE).status()).isEqualTo(403);
  }

  @Test
  void initialPacketFollowsTheHandshake() throws Exception {
    EngineConfig defaults = EngineConfig.defaults();
    EngineServer greeting =
        new EngineServer(
            new EngineConfig(
                defaults.transports(), true, false, 1, 1, 1, 1, 1, 9_999, 1, 1, "welcome"),
            handler,
            timers,
            new WriteWatchdog(timers, 20_000));
    servlet =
        new EngineIoServlet(
            new EngineEdge(
                greeting,
                HttpConfig.defaults(),
                gate(RateLimits.none()),
                Runnable::run,
                timers,
                null,
                null));

    assertThat(get(HANDSHAKE).body()).endsWith("}\u001e4welcome");
  }

  @Test
  void originRuleOfTheApplicationOpensBothGateAndAnswers() throws Exception {
    String[] page = {"Origin", "https://a.example", "Host", "b.example"};
    assertThat(get(HANDSHAKE, page).status()).isEqualTo(403);
    assertThat(send(FakeHttp.request("OPTIONS", page).to("/", HANDSHAKE)).status()).isEqualTo(400);

    hooks.allowOrigins(origin -> origin.endsWith("//a.example"));

    assertThat(get(HANDSHAKE, page).headers())
        .containsEntry("Access-Control-Allow-Origin", "https://a.example")
        .containsEntry("Vary", "Origin");
    FakeHttp preflight = send(FakeHttp.request("OPTIONS", page).to("/", HANDSHAKE));
    assertThat(preflight.status()).isEqualTo(204);
    assertThat(get(HANDSHAKE, "Origin", "https://c.example", "Host", "b.example").headers())
        .doesNotContainKey("Access-Control-Allow-Origin");
  }

  @Test
  void clientFilesComeBeforeMiddleware() throws Exception {
    hooks.use((exchange, next) -> exchange.end(418, null, ""));

    assertThat(send(FakeHttp.request("GET").to("/socket.io.js", null)).status()).isEqualTo(200);
  }

  @Test
  void middlewareRunsInOrderAndSetsHeadersOfAnyAnswer() throws Exception {
    List<String> order = new ArrayList<>();
    hooks.use(recording(order, "first")).use(recording(order, "second"));

    FakeHttp refused = get("transport=none");

    assertThat(order).containsExactly("first", "second");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.headers()).containsEntry("first", "1").containsEntry("second", "1");
    assertThat(get(HANDSHAKE).headers()).containsEntry("first", "1");
  }

  private static HttpMiddleware recording(List<String> order, String name) {
    return (exchange, next) -> {
      order.add(name);
      exchange.headers().set(name, "1");
      next.proceed();
    };
  }

  @Test
  void middlewareEndsTheRequest() throws Exception {
    List<String> order = new ArrayList<>();
    hooks.use((exchange, next) -> exchange.end(401, "text/plain", "who are you?"));
    hooks.use(recording(order, "never"));

    assertAnswer(get(HANDSHAKE), 401, "text/plain", "who are you?");
    assertThat(order).isEmpty();
    assertThat(engine.count()).isZero();
  }

  @Test
  void middlewareSeesPostsAndUpgradesToo() throws Exception {
    List<String> seen = new ArrayList<>();
    hooks.use(
        (exchange, next) -> {
          HttpServletRequest raw = exchange.unwrap(HttpServletRequest.class);
          seen.add(exchange.request().method() + " " + Objects.requireNonNull(raw).getPathInfo());
          assertThat(exchange.unwrap(String.class)).isNull();
          next.proceed();
        });

    send(FakeHttp.request("POST").to("/p", HANDSHAKE));
    get(HANDSHAKE, "Upgrade", "websocket");

    assertThat(seen).containsExactly("POST /p", "GET /");
  }

  @Test
  void middlewareThatFailsIsABadRequest() throws Exception {
    List<String> failures = new ArrayList<>();
    hooks.onConnectionError(failure -> failures.add(failure.code() + " " + failure.context()));
    hooks.use((exchange, next) -> next.fail());

    assertAnswer(
        get(HANDSHAKE), 400, "application/json", "{\"code\":3,\"message\":\"Bad request\"}");
    assertAnswer(get(HANDSHAKE, "Upgrade", "websocket"), 400, "text/html", "Bad request");
    assertThat(failures)
        .containsExactly("3 {name=MIDDLEWARE_FAILURE}", "3 {name=MIDDLEWARE_FAILURE}");
  }

  @Test
  void middlewareThatThrowsIsABadRequestAndLogged() throws Exception {
    hooks.use(
        (exchange, next) -> {
          throw new IllegalStateException("expected");
        });

    try (ExpectedLog log = ExpectedLog.of(MiddlewareChain.class.getName())) {
      assertThat(get(HANDSHAKE).status()).isEqualTo(400);
      assertThat(log.take()).hasSize(1);
    }
  }

  @Test
  void middlewareThatNeverEndsIsABadRequestAndCanNoMoreTouchTheAnswer() throws Exception {
    List<@Nullable String> later = new ArrayList<>();
    EngineHooks impatient = new EngineHooks(sessions, 5);
    impatient.use(
        (exchange, next) -> {
          // Comes back to it after the time is up.
          impatient.onConnectionError(
              failure -> {
                try {
                  exchange.headers().set("X-Late", "1");
                } catch (IllegalStateException e) {
                  later.add(e.getMessage());
                }
              });
        });
    EngineServer server =
        new EngineServer(
            EngineConfig.defaults(),
            sessions,
            impatient,
            handler,
            timers,
            new WriteWatchdog(timers, 20_000));
    servlet =
        new EngineIoServlet(
            new EngineEdge(
                server,
                HttpConfig.defaults(),
                gate(RateLimits.none()),
                Runnable::run,
                timers,
                null,
                null));

    try (ExpectedLog log = ExpectedLog.of(MiddlewareChain.class.getName())) {
      FakeHttp http = get(HANDSHAKE);
      assertThat(http.status()).isEqualTo(400);
      assertThat(http.headers()).doesNotContainKey("X-Late");
      assertThat(log.take()).hasSize(1);
    }
    assertThat(later).containsExactly("the request is over, or was decided meanwhile");
  }

  @Test
  void middlewareMayProceedOnAnotherThread() throws Exception {
    hooks.use(
        (exchange, next) -> {
          CompletableFuture<Void> later =
              CompletableFuture.runAsync(
                  () -> {
                    exchange.headers().set("X-Later", "1");
                    next.proceed();
                  });
          assertThat(later).isNotNull();
        });

    assertThat(get(HANDSHAKE).headers()).containsEntry("X-Later", "1");
  }
}
