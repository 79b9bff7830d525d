package dev.oneport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.BroadcastOperator;
import dev.oneport.ClientSession;
import dev.oneport.TransportName;
import dev.oneport.WhenFull;
import dev.oneport.adapter.PlainText;
import dev.oneport.config.RecoveryConfig;
import dev.oneport.engineio.RandomId;
import dev.oneport.engineio.SendCallback;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.engineio.transport.FrameBatch;
import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.engineio.transport.PollPayload;
import dev.oneport.engineio.transport.PollSink;
import dev.oneport.engineio.transport.PollingTransport;
import dev.oneport.protocol.engineio.Payload;
import dev.oneport.protocol.websocket.Frame;
import dev.oneport.subscribe.End;
import dev.oneport.subscribe.JsonVoice;
import dev.oneport.subscribe.Link;
import dev.oneport.subscribe.SseVoice;
import dev.oneport.subscribe.Subscriber;
import dev.oneport.subscribe.SubscriberContext;
import dev.oneport.subscribe.Voice;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.InMemoryClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One reader of one byte per second among 200 that read at once, over all transports; an event of
 * some 60 bytes each second, in virtual time. How long one write may take has no limit here.
 */
class SlowReaderAmongManyTest {
  private static final int READERS = 200;
  private static final int EVENTS = 150;
  private static final int OUTBOX_BYTES = 600;
  private static final int MILLIS = 1_000;
  private static final String CONTENT = "x".repeat(40);
  private static final Pattern NUMBER = Pattern.compile("\\[(\\d+),\"x+\"|\"e\",(\\d+)");

  private final Fixture fixture = Fixture.small(OUTBOX_BYTES, RecoveryConfig.defaults());
  private final FakeTimers timers = fixture.timers;
  private final BroadcastOperator everybody = fixture.io.of("/");
  private final SubscriberContext context =
      new SubscriberContext(
          fixture.adapters,
          fixture.sessions,
          timers,
          new WriteWatchdog(timers, 20_000),
          3,
          2,
          OUTBOX_BYTES);

  @AfterEach
  void close() {
    fixture.close();
  }

  /** How a client is connected. */
  private enum Kind {
    WEBSOCKET,
    POLLING,
    SSE,
    WS
  }

  /** A client at the end of a line that carries everything at once, or one byte per second. */
  private final class Reader implements FrameSink, Link {
    private final List<String> texts = new ArrayList<>();
    private final ClientSession session;
    private boolean slow;

    Reader(Kind kind) {
      switch (kind) {
        case WEBSOCKET ->
            fixture
                .engine
                .openWebSocket(RandomId.secret(), InMemoryClient.handshake(), this)
                .onText("40");
        case POLLING -> {
          PollingTransport transport =
              fixture.engine.openPolling(RandomId.secret(), InMemoryClient.handshake());
          transport.onPoll(new Poll(transport));
          transport.onData(Payload.of("40"));
        }
        case SSE -> subscribe(TransportName.SSE, SseVoice.INSTANCE);
        case WS -> subscribe(TransportName.WS, new JsonVoice(fixture.json, true));
      }
      session =
          fixture.sessions.sessions().stream()
              .max(Comparator.comparing(each -> known.indexOf(each) < 0))
              .orElseThrow();
      known.add(session);
      texts.clear();
    }

    private void subscribe(TransportName name, Voice voice) {
      Subscriber subscriber = new Subscriber(InMemoryClient.handshake(), name, context, this);
      subscriber.open();
      Objects.requireNonNull(subscriber.in("/", voice)).join(Set.of("*"), null, told -> "{}");
    }

    /** Asks again as soon as it has its answer. */
    private final class Poll implements PollSink {
      private final PollingTransport transport;

      Poll(PollingTransport transport) {
        this.transport = transport;
      }

      @Override
      public void answer(PollPayload payload, SendCallback done) {
        carry(
            payload.content().text(),
            failure -> {
              done.done(null);
              transport.onPoll(new Poll(transport));
            });
      }

      @Override
      public void refuse(int status) {
        // It was closed.
      }
    }

    private void carry(String text, SendCallback done) {
      if (slow) {
        timers.schedule(
            (long) text.length() * MILLIS,
            () -> {
              texts.add(text);
              done.done(null);
            });
      } else {
        texts.add(text);
        done.done(null);
      }
    }

    /** What it has read, in order. */
    List<Integer> read() {
      List<Integer> numbers = new ArrayList<>();
      for (String text : texts) {
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
          numbers.add(
              Integer.parseInt(matcher.group(1) == null ? matcher.group(2) : matcher.group(1)));
        }
      }
      return numbers;
    }

    boolean isConnected() {
      return fixture.sessions.find(session.id()).isPresent();
    }

    @Override
    public <P> void send(List<P> batch, Function<? super P, Frame> form, SendCallback done) {
      FrameBatch.write(batch, (each, written) -> carry(form.apply(each).text(), written), done);
    }

    @Override
    public void close(int code, String reason) {
      // It is not asked whether it knows.
    }

    @Override
    public void send(List<PlainText> batch, SendCallback done) {
      StringBuilder all = new StringBuilder();
      batch.forEach(text -> all.append(text.text()));
      carry(all.toString(), done);
    }

    @Override
    public void close(End why) {
      // It is not asked whether it knows.
    }
  }

  private final List<ClientSession> known = new ArrayList<>();

  /** Connects everybody, then emits; returns the slow one. */
  private Reader run(Kind kind, WhenFull policy) {
    List<Reader> readers =
        Stream.of(Kind.values())
            .flatMap(each -> IntStream.range(0, READERS / 4).mapToObj(i -> new Reader(each)))
            .toList();
    Reader slow = new Reader(kind);
    slow.slow = true;
    for (int i = 0; i < EVENTS; i++) {
      everybody.whenFull(policy).emit("e", i, CONTENT);
      assertThat(slow.session.queuedBytes()).as("event %d", i).isBetween(0L, (long) OUTBOX_BYTES);
      for (Reader reader : readers) {
        assertThat(reader.session.queuedBytes()).isZero();
      }
      timers.advance(MILLIS);
    }
    List<Integer> all = IntStream.range(0, EVENTS).boxed().toList();
    for (Reader reader : readers) {
      assertThat(reader.read()).isEqualTo(all);
      assertThat(reader.session.droppedEvents()).isZero();
    }
    return slow;
  }

  /** Lets it read what waits, at once. */
  private List<Integer> rest(Reader slow) {
    slow.slow = false;
    timers.advance((long) OUTBOX_BYTES * MILLIS);
    assertThat(slow.isConnected()).isTrue();
    assertThat(slow.session.queuedBytes()).isZero();
    return slow.read();
  }

  @ParameterizedTest
  @EnumSource
  void isClosed(Kind kind) {
    Reader slow = run(kind, WhenFull.CLOSE);

    assertThat(slow.isConnected()).isFalse();
    assertThat(slow.session.queuedBytes()).isZero();
    assertThat(slow.session.droppedEvents()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void losesTheNewest(Kind kind) {
    Reader slow = run(kind, WhenFull.DROP_NEWEST);
    List<Integer> read = rest(slow);

    assertThat(read).isSorted().doesNotHaveDuplicates();
    assertThat(read.subList(0, 8)).isEqualTo(IntStream.range(0, 8).boxed().toList());
    assertThat(slow.session.droppedEvents()).isEqualTo(EVENTS - read.size()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void losesTheOldest(Kind kind) {
    Reader slow = run(kind, WhenFull.DROP_OLDEST);
    List<Integer> read = rest(slow);

    assertThat(read).isSorted().doesNotHaveDuplicates().contains(EVENTS - 1, EVENTS - 4);
    assertThat(slow.session.droppedEvents()).isEqualTo(EVENTS - read.size()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void getsTheLatestOfAKey(Kind kind) {
    Reader slow = run(kind, WhenFull.conflate("price"));
    assertThat(slow.session.queuedBytes()).as("one is being written, one waits").isLessThan(250);
    List<Integer> read = rest(slow);

    assertThat(read).isSorted().doesNotHaveDuplicates().startsWith(0).endsWith(EVENTS - 1);
    assertThat(slow.session.droppedEvents()).isZero();
  }
}
