package dev.oneport.web.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oneport.adapter.Adapters;
import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.Cursor;
import dev.oneport.adapter.InMemoryAdapter;
import dev.oneport.adapter.Selection;
import dev.oneport.config.EventsConfig;
import dev.oneport.config.LogConfig;
import dev.oneport.config.RecoveryConfig;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.session.LiveSessions;
import dev.oneport.subscribe.JsonVoice;
import dev.oneport.subscribe.SubscriberContext;
import dev.oneport.testing.FakeHttp;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.web.ProblemException;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What polls take of the server, which has room for 3 clients and gives them 20 s to read. */
class PollsTest {
  private static final int LATER = 25;

  private final FakeTimers timers = new FakeTimers();
  private final JsonBinding json = JsonBinding.create();
  private final InMemoryAdapter adapter =
      new InMemoryAdapter(LogConfig.defaults(), RecoveryConfig.defaults(), timers.clock(), timers);
  private final LiveSessions sessions = new LiveSessions(3);
  private final Polls polls =
      new Polls(
          new SubscriberContext(
              new Adapters(namespace -> adapter),
              sessions,
              timers,
              new WriteWatchdog(timers, 20_000),
              3,
              2,
              100_000),
          EventsConfig.defaults(),
          20_000,
          new JsonVoice(json, false),
          Runnable::run);

  @AfterEach
  void close() {
    assertThat(sessions.load()).as("no poll is left").isZero();
    adapter.close();
    json.close();
  }

  private void emit(Object argument) {
    adapter.broadcast(new Broadcast("/", "posts", json.encode(argument), Selection.of("news")));
  }

  private FakeHttp poll(@Nullable Cursor since, int waitSeconds) throws IOException {
    return poll(FakeHttp.request("GET"), since, waitSeconds);
  }

  private FakeHttp poll(FakeHttp http, @Nullable Cursor since, int waitSeconds) throws IOException {
    polls.answer(
        http.request(),
        http.response(),
        new EventsRequest(
            false, "/", Set.of("news"), since, false, waitSeconds, false, false, null, null),
        InMemoryClient.handshake());
    return http;
  }

  private Cursor now() {
    return Objects.requireNonNull(adapter.position());
  }

  private static Cursor cursor(FakeHttp answer) {
    Matcher matcher =
        Pattern.compile(".*\"cursor\":\"([\\w-]+)\",\"recovered\":true.*").matcher(answer.body());
    assertThat(matcher.matches()).as(answer.body()).isTrue();
    return Objects.requireNonNull(Cursor.parse(matcher.group(1)));
  }

  @Test
  void pollsThatWaitTakeRoomAndThoseOverTheLimitAreRefused() throws IOException {
    Cursor here = now();
    FakeHttp first = poll(here, 25);
    poll(here, 25);
    poll(here, 25);
    assertThat(sessions.load()).isEqualTo(3);

    assertThatThrownBy(() -> poll(here, 25))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().status()).isEqualTo(503));
    assertThatThrownBy(() -> poll(null, 0)).isInstanceOf(ProblemException.class);

    emit(1);
    first.callWriteListener();
    timers.advance(LATER);
    assertThat(first.body()).contains("\"data\":[1]");
    assertThat(first.pending()).isFalse();
    timers.advance(20_000);
    assertThat(poll(null, 0).status()).isEqualTo(200);
  }

  @Test
  void longAnswerIsGivenInPartsOfWhichEachSaysWhereItEnds() throws IOException {
    Cursor start = now();
    String text = "x".repeat(30_000);
    emit(text);
    emit(text);
    emit(text);
    emit("y".repeat(100_000));
    emit("z");

    FakeHttp two = poll(start, 0);
    two.callWriteListener();
    assertThat(two.body()).contains(text).contains("\"nextPollMs\":0}").doesNotContain("yyy");
    assertThat(two.headers()).containsEntry("ETag", "\"" + cursor(two) + "\"");
    assertThat(cursor(two).offset()).isEqualTo(start.offset() + 2);

    FakeHttp third = poll(cursor(two), 25);
    third.callWriteListener();
    assertThat(cursor(third).offset()).isEqualTo(start.offset() + 3);

    FakeHttp largerThanAnAnswer = poll(cursor(third), 25);
    largerThanAnAnswer.callWriteListener();
    assertThat(largerThanAnAnswer.body()).contains("yyy").doesNotContain("\"z\"");

    FakeHttp last = poll(cursor(largerThanAnAnswer), 0);
    assertThat(last.body()).contains("[\"z\"]").contains("\"nextPollMs\":2000}");
    assertThat(cursor(last)).isEqualTo(now());
  }

  @Test
  void clientThatDoesNotReadItsAnswerIsGivenUp() throws IOException {
    Cursor start = now();
    emit("x".repeat(30_000));

    FakeHttp http = poll(FakeHttp.request("GET").notReading(), start, 0);
    http.callWriteListener();
    timers.advance(19_999);
    assertThat(http.pending()).isTrue();
    assertThat(sessions.load()).isEqualTo(1);

    timers.advance(1);
    assertThat(http.pending()).isFalse();
    assertThat(http.body()).isEmpty();
  }

  @Test
  void clientThatReadsLeavesNoTimer() throws IOException {
    Cursor start = now();
    FakeHttp http = poll(start, 25);
    http.callWriteListener();
    timers.advance(25_000);

    assertThat(http.body()).startsWith("{\"events\":[],\"cursor\":\"");
    assertThat(http.pending()).isFalse();
    assertThat(timers.pending()).isZero();
  }
}
