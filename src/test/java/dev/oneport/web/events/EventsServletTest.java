package dev.oneport.web.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.TransportName;
import dev.oneport.UserRoles;
import dev.oneport.adapter.Adapters;
import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.Flags;
import dev.oneport.adapter.InMemoryAdapter;
import dev.oneport.adapter.RoomNames;
import dev.oneport.adapter.Selection;
import dev.oneport.config.CorsConfig;
import dev.oneport.config.EventsConfig;
import dev.oneport.config.LimitsConfig;
import dev.oneport.config.LogConfig;
import dev.oneport.config.Rate;
import dev.oneport.config.RecoveryConfig;
import dev.oneport.config.RoomPatterns;
import dev.oneport.config.RoomsConfig;
import dev.oneport.config.WebConfig;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.limit.RateLimits;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.session.Drain;
import dev.oneport.session.Identity;
import dev.oneport.session.LiveSessions;
import dev.oneport.session.Tickets;
import dev.oneport.subscribe.ConfiguredRooms;
import dev.oneport.subscribe.EnvelopeVoice;
import dev.oneport.subscribe.JsonVoice;
import dev.oneport.subscribe.SubscriberContext;
import dev.oneport.testing.FakeHttp;
import dev.oneport.testing.FakeTimers;
import dev.oneport.web.Cors;
import dev.oneport.web.Entrance;
import dev.oneport.web.Gate;
import dev.oneport.web.OriginPolicy;
import dev.oneport.web.tomcat.TomcatUpgrade;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Heartbeats each 15 s, room for 3 sessions; news, weather and everybody are open. */
class EventsServletTest {
  private final JsonBinding json = JsonBinding.create();
  private final FakeTimers timers = new FakeTimers();
  private final InMemoryAdapter adapter =
      new InMemoryAdapter(
          new LogConfig(10, 1_000_000, 120_000), RecoveryConfig.defaults(), timers.clock(), timers);
  private final LiveSessions sessions = new LiveSessions(3);
  private final Tickets tickets = new Tickets(timers.clock(), 10);
  private EventsServlet servlet = servlet(RateLimits.none());

  private EventsServlet servlet(RateLimits limits) {
    EventsConfig config = new EventsConfig(15_000, 1_800, 55, 2_000, 200, 60_000);
    SubscriberContext context =
        new SubscriberContext(
            new Adapters(namespace -> adapter),
            sessions,
            timers,
            new WriteWatchdog(timers, 20_000),
            5,
            2,
            1_000_000,
            timers.clock(),
            config.expiryWarningMillis());
    RoomsConfig rooms =
        new RoomsConfig(
            RoomPatterns.of(List.of("news", "weather", "\\*")),
            RoomPatterns.of(List.of("members")),
            Map.of());
    return new EventsServlet(
        new Gate(
            new Cors(CorsConfig.sameOriginOnly()),
            new OriginPolicy(WebConfig.defaults()),
            Entrance.open(timers, timers.clock()),
            limits,
            sessions.metrics().refusals()),
        tickets,
        new EventsGate(name -> name.equals("/"), new ConfiguredRooms(rooms), 5),
        new EventStreams(
            context,
            config,
            new EnvelopeVoice(new JsonVoice(json, true)),
            Runnable::run,
            new TomcatUpgrade(null)),
        new Polls(context, config, 20_000, new JsonVoice(json, false), Runnable::run),
        sessions.metrics());
  }

  @AfterEach
  void close() {
    json.close();
  }

  private FakeHttp send(FakeHttp http, String query) throws IOException {
    http.to(null, query);
    servlet.service(http.request(), http.response());
    return http.dispatched();
  }

  private FakeHttp stream(String query, String... headers) throws IOException {
    return send(withAccept("GET", "text/event-stream", headers), query);
  }

  private FakeHttp poll(String query, String... headers) throws IOException {
    return send(withAccept("GET", "application/json", headers), query);
  }

  private static FakeHttp withAccept(String method, String accept, String... headers) {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Accept";
    all[headers.length + 1] = accept;
    return FakeHttp.request(method, all);
  }

  private void emit(Selection to, String event, Object... args) {
    adapter.broadcast(new Broadcast("/", event, json.encode(args), to));
  }

  private String place() {
    return Objects.requireNonNull(adapter.position()).toString();
  }

  private static String withoutOpening(String stream) {
    assertThat(stream).matches("(?s): oneport\nretry: [1-5]\\d{3}\n\n.*");
    return stream.substring(stream.indexOf("\n\n") + 2);
  }

  @Test
  void aStreamBeginsWithItsPlaceAndGoesOnWithEvents() throws IOException {
    FakeHttp stream = stream("room=news");

    assertThat(stream.headers())
        .containsEntry("Content-Type", "text/event-stream;charset=UTF-8")
        .containsEntry("Cache-Control", "no-cache, no-store, no-transform")
        .containsEntry("X-Accel-Buffering", "no")
        .doesNotContainKey("Connection");
    assertThat(withoutOpening(stream.take()))
        .isEqualTo(
            "id: "
                + place()
                + "\nevent: oneport:ready\ndata: {\"recovered\":false,\"reason\":\"no_cursor\","
                + "\"cursor\":\""
                + place()
                + "\",\"heartbeatMs\":15000}\n\n");
    emit(Selection.of("news"), "posts", 1, "a");
    assertThat(stream.take()).isEqualTo("id: " + place() + "\nevent: posts\ndata: [1,\"a\"]\n\n");
    timers.advance(1); // At the same moment it would be one too many.
    emit(new Selection(Set.of("news"), Set.of(), Flags.NONE.asVolatile()), "tick", 1);
    assertThat(stream.take()).isEqualTo("event: tick\ndata: [1]\n\n");
    timers.advance(15_000);
    assertThat(stream.take()).isEqualTo(": \nid: " + place() + "\n\n");
  }

  private static LimitsConfig limits(Rate connections, Rate joins) {
    return new LimitsConfig(
        new LimitsConfig.Limit(connections, null),
        LimitsConfig.Limit.NONE,
        new LimitsConfig.Limit(joins, null),
        LimitsConfig.Limit.NONE,
        10);
  }

  @Test
  void anAddressThatAsksTooOftenIsToldWhenToComeBack() throws IOException {
    LimitsConfig limits = limits(new Rate(2, 20), new Rate(100, 1));
    servlet = servlet(new RateLimits(limits, timers.clock()));
    assertThat(poll("room=news").status()).isEqualTo(200);
    assertThat(poll("room=news").status()).isEqualTo(200);

    FakeHttp refused = poll("room=news");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.headers())
        .containsEntry("Retry-After", "10")
        .containsEntry("Content-Type", "application/problem+json");
    assertThat(refused.body())
        .isEqualTo(
            "{\"type\":\"urn:oneport:problem:rate-limited\",\"title\":\"That was too often\","
                + "\"status\":429,\"detail\":\"Try again after the seconds in Retry-After. How"
                + " often is said by oneport.limits.connections.*.\"}");
    // An EventSource comes back after a 200 only.
    assertThat(stream("room=news").take()).isEqualTo(": oneport\nretry: 10000\n\n");
    assertThat(sessions.metrics().refusals().counts()).containsEntry("rate-limited", 2L);
    timers.advance(10_000);
    assertThat(poll("room=news").status()).isEqualTo(200);
  }

  @Test
  void roomsThatAnAddressAsksForAreLimited() throws IOException {
    LimitsConfig limits = limits(new Rate(100, 1), new Rate(3, 30));
    servlet = servlet(new RateLimits(limits, timers.clock()));
    assertThat(poll("room=news&room=weather").status()).isEqualTo(200);
    assertThat(poll("room=news&room=weather").status()).isEqualTo(429);
    assertThat(poll("room=news").status()).isEqualTo(200);
    assertThat(stream("room=news").take()).isEqualTo(": oneport\nretry: 10000\n\n");
  }

  @Test
  void stoppingServerTellsAllWhoListenWhenToComeBack() throws IOException {
    FakeHttp stream = stream("room=news");
    FakeHttp poll = poll("room=weather&wait=50&cursor=" + place());
    stream.take();
    emit(Selection.of("news"), "n", 1);

    CompletableFuture<Integer> over = new Drain(sessions, timers).begin(10_000);
    timers.advance(50);

    assertThat(stream.take())
        .startsWith("id: " + place() + "\nevent: n\ndata: [1]\n\n")
        .matches(
            "(?s).*\n\nretry: (\\d{4,5})\n\nevent: oneport:restart\ndata: \\{\"retryMs\":\\1}\n\n");
    assertThat(stream.pending()).isFalse();
    assertThat(poll.take()).matches(".*\"recovered\":true,\"nextPollMs\":(10000|[2-9]\\d{3})}");
    assertThat(over).isCompletedWithValue(0);
  }

  @Test
  void stoppingServerSendsAwayWhoComes() throws IOException {
    assertThat(new Drain(sessions, timers).begin(10_000)).isCompletedWithValue(0);

    FakeHttp stream = stream("room=news");
    assertThat(stream.status()).isEqualTo(200);
    assertThat(stream.take()).matches(": oneport\nretry: (10000|[2-9]\\d{3})\n\n");
    assertThat(stream.pending()).isFalse();
    FakeHttp poll = poll("room=news");
    assertThat(poll.status()).isEqualTo(503);
    assertThat(poll.headers().get("Retry-After")).matches("10|[2-9]");
    assertThat(poll.take()).contains("urn:oneport:problem:stopping");
  }

  @Test
  void whoComesBackGetsWhatItMissedTheHeaderWins() throws IOException {
    emit(Selection.of("news"), "n", 1);
    String first = place();
    emit(Selection.of("news"), "n", 2);

    String told = withoutOpening(stream("room=news&lastEventId=x", "Last-Event-ID", first).take());

    assertThat(told)
        .isEqualTo(
            "event: oneport:ready\ndata: {\"recovered\":true,\"heartbeatMs\":15000}\n\nid: "
                + place()
                + "\nevent: n\ndata: [2]\n\n");
  }

  @Test
  void aResetMovesThePlaceAndNothingBeforeIt() throws IOException {
    assertThat(withoutOpening(stream("room=news&lastEventId=x").take()))
        .isEqualTo(
            "event: oneport:ready\ndata: {\"recovered\":false,\"reason\":\"malformed\","
                + "\"heartbeatMs\":15000}\n\nid: "
                + place()
                + "\nevent: oneport:reset\ndata: {\"recovered\":false,\"reason\":\"malformed\","
                + "\"cursor\":\""
                + place()
                + "\"}\n\n");
  }

  @Test
  void envelopesHaveNoNameAndHeartbeatsCanBeSeen() throws IOException {
    FakeHttp stream = stream("room=news&room=weather&envelope=1&ping=1");
    stream.take();

    emit(Selection.of("news").and(List.of("weather")), "open", 1);
    assertThat(stream.take())
        .isEqualTo(
            "id: "
                + place()
                + "\ndata: {\"event\":\"open\",\"data\":[1],\"room\":\"news\",\"cursor\":\""
                + place()
                + "\"}\n\n");
    timers.advance(15_000);
    assertThat(stream.take())
        .isEqualTo(": \nid: " + place() + "\n\nevent: oneport:ping\ndata: {}\n\n");
  }

  @Test
  void directEmitsReachOneStreamOnce() throws IOException {
    FakeHttp alice = send(withAccept("GET", "text/event-stream").by("alice"), "room=members");
    FakeHttp other = stream("room=news");
    alice.take();
    other.take();
    String id = sessions.ofUser("alice").iterator().next().id();

    emit(Selection.of(id).and(List.of("members")), "direct", 1);
    emit(Selection.of(RoomNames.ofUser("alice")), "personal", 2);

    assertThat(alice.take())
        .matches(
            "id: \\S+\nevent: direct\ndata: \\[1]\n\nid: \\S+\nevent: personal\ndata: \\[2]\n\n");
    assertThat(other.take()).isEmpty();
    assertThat(sessions.inRoom("/", "members")).extracting(s -> s.id()).containsExactly(id);
    assertThat(adapter.members("members")).containsExactly(id);
  }

  @Test
  void whatWentToTheUserMeanwhileIsNotLost() throws IOException {
    String before = place();
    emit(Selection.of(RoomNames.ofUser("alice")), "personal", 1);

    FakeHttp alice =
        send(
            withAccept("GET", "text/event-stream", "Last-Event-ID", before).by("alice"),
            "room=news");
    assertThat(alice.take()).endsWith("\nevent: personal\ndata: [1]\n\n");
    FakeHttp poll =
        send(
            withAccept("GET", "application/json").by("alice"), "room=news&wait=0&cursor=" + before);
    assertThat(poll.take())
        .startsWith("{\"events\":[{\"event\":\"personal\",\"data\":[1],\"cursor\"");
    assertThat(poll("room=news&wait=0&cursor=" + before).take()).startsWith("{\"events\":[],");
  }

  @Test
  void aStreamEndsWithWhatItsClientHasShown() throws IOException {
    String ticket =
        tickets.issue(
            new Identity(
                () -> "alice",
                new UserRoles(Set.of(), Set.of()),
                timers.clock().now().plusSeconds(100)));
    long expiresAt = timers.clock().now().plusSeconds(100).toEpochMilli();
    FakeHttp stream = stream("room=members&ticket=" + ticket);
    assertThat(stream.take()).contains("oneport:ready");

    timers.advance(39_999);
    stream.take();
    timers.advance(1);
    assertThat(stream.take())
        .isEqualTo("event: oneport:token_expiring\ndata: {\"expiresAt\":" + expiresAt + "}\n\n");
    timers.advance(59_999);
    assertThat(stream.pending()).isTrue();
    timers.advance(1);

    assertThat(stream.pending()).isFalse();
    assertThat(sessions.count()).isZero();
    timers.advance(10_000_000);
    assertThat(stream("room=members&ticket=" + ticket).status()).isEqualTo(401);
  }

  @Test
  void aStreamEndsWithItsAgeAndTakesItsTimersWithIt() throws IOException {
    FakeHttp stream = stream("room=news");
    timers.advance(1_439_000);
    assertThat(stream.pending()).isTrue();

    timers.advance(722_000);

    assertThat(stream.pending()).isFalse();
    assertThat(sessions.count()).isZero();
    FakeHttp gone = stream("room=news");
    int with = timers.pending();
    gone.broken();
    assertThat(timers.pending()).isLessThan(with);
    assertThat(sessions.count()).isZero();
    assertThat(gone.pending()).isFalse();
  }

  @Test
  void aFullServerAsksStreamsToComeBackAndRefusesPolls() throws IOException {
    stream("room=news");
    stream("room=news");
    stream("room=news");

    FakeHttp refused = stream("room=news");
    assertThat(refused.status()).isEqualTo(200);
    assertThat(refused.take()).isEqualTo(": oneport\nretry: 30000\n\n");
    assertThat(refused.pending()).isFalse();
    FakeHttp poll = poll("room=news&cursor=" + place());
    assertThat(poll.status()).isEqualTo(503);
    assertThat(poll.headers()).containsEntry("Retry-After", "30");
    assertThat(poll("room=news&wait=0").status()).isEqualTo(503);
  }

  @Test
  void aLongPollIsASessionWhileItWaits() throws IOException {
    FakeHttp poll = poll("room=news&wait=30&cursor=" + place());
    assertThat(sessions.count(TransportName.LONGPOLL)).isOne();
    assertThat(sessions.inRoom("/", "news")).hasSize(1);

    emit(Selection.of("news"), "n", 1);
    emit(Selection.of("news"), "n", 2);
    timers.advance(25);

    assertThat(poll.take())
        .matches(
            "\\{\"events\":\\[\\{.*\"data\":\\[1].*},\\{.*\"data\":\\[2].*}],\"cursor\":\""
                + place()
                + "\",\"recovered\":true,\"nextPollMs\":0}");
    assertThat(poll.pending()).isFalse();
    assertThat(sessions.count()).isZero();
    FakeHttp ended = poll("room=news&cursor=" + place());
    sessions.sessions().forEach(session -> session.disconnect());
    assertThat(ended.take()).startsWith("{\"events\":[],");
    assertThat(ended.pending()).isFalse();
    FakeHttp gone = poll("room=news&cursor=" + place());
    gone.broken();
    assertThat(sessions.count()).isZero();
    assertThat(adapter.members("news")).isEmpty();
  }

  @Test
  void aShortPollIs304OnlyIfNothingFollowsItsCursor() throws IOException {
    String before = place();
    String tag = "\"" + before + "\"";
    String query = "room=news&wait=0&cursor=" + before;
    assertThat(poll(query, "If-None-Match", "\"x\", W/" + tag).status()).isEqualTo(304);
    assertThat(poll(query, "If-None-Match", "\"x\"").status()).isEqualTo(200);
    assertThat(poll(query, "If-None-Match", tag).headers()).containsEntry("ETag", tag);

    emit(Selection.of("news"), "n", 1);

    assertThat(poll(query, "If-None-Match", "\"" + place() + "\"").status()).isEqualTo(200);
    String lost = "room=news&wait=0&cursor=0123456789-1";
    assertThat(poll(lost, "If-None-Match", "\"" + place() + "\"").take())
        .contains("\"recovered\":false,\"reason\":\"epoch\"");
  }

  @Test
  void headSaysWhatGetWouldAndOpensNothing() throws IOException {
    FakeHttp stream = send(withAccept("HEAD", "text/event-stream"), "room=news");
    FakeHttp poll = send(withAccept("HEAD", "application/json"), "room=news&cursor=" + place());

    assertThat(stream.headers()).containsEntry("Content-Type", "text/event-stream;charset=UTF-8");
    assertThat(stream.take()).isEmpty();
    assertThat(poll.headers()).containsKey("Content-Length");
    assertThat(sessions.count()).isZero();
  }

  @Test
  void otherMethodsAreTold() throws IOException {
    FakeHttp options = send(FakeHttp.request("OPTIONS"), "");
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.headers()).containsEntry("Allow", "GET, HEAD, OPTIONS");
    FakeHttp post = send(FakeHttp.request("POST"), "room=news");
    assertThat(post.status()).isEqualTo(405);
    assertThat(post.headers()).containsEntry("Allow", "GET, HEAD, OPTIONS");
  }

  @Test
  void refusalsAreProblems() throws IOException {
    assertThat(refusal("")).isEqualTo("400 urn:oneport:problem:invalid-request");
    assertThat(refusal("room=oneport:everybody"))
        .isEqualTo("400 urn:oneport:problem:invalid-request");
    assertThat(refusal("room=" + "x".repeat(256)))
        .isEqualTo("400 urn:oneport:problem:invalid-request");
    assertThat(refusal("room=news&wait=-1")).isEqualTo("400 urn:oneport:problem:invalid-request");
    assertThat(refusal("room=1&room=2&room=3&room=4&room=5&room=6"))
        .isEqualTo("400 urn:oneport:problem:too-many-rooms");
    assertThat(refusal("room=members")).isEqualTo("401 urn:oneport:problem:sign-in-needed");
    assertThat(refusal("room=secret")).isEqualTo("403 urn:oneport:problem:room-forbidden");
    assertThat(refusal("room=news&namespace=x"))
        .isEqualTo("404 urn:oneport:problem:unknown-namespace");
    assertThat(refusal("room=news", "Origin", "http://evil.example", "Host", "localhost"))
        .isEqualTo("403 urn:oneport:problem:foreign-origin");
  }

  private String refusal(String query, String... headers) throws IOException {
    FakeHttp http = stream(query, headers);
    String body = http.take();
    int type = body.indexOf("urn:");
    assertThat(http.headers()).containsEntry("Content-Type", "application/problem+json");
    return http.status() + " " + body.substring(type, body.indexOf('"', type));
  }

  @Test
  void fallbacksAreCounted() throws IOException {
    poll("room=news&wait=0&fallback=ws_timeout");
    poll("room=news&wait=0&fallback=NO");

    assertThat(sessions.metrics().fallbacks().counts()).containsOnly(Map.entry("ws_timeout", 1L));
  }
}
