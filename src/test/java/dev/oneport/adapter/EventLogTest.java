package dev.oneport.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.config.LogConfig;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.DefaultParser;
import dev.oneport.protocol.socketio.PacketEncoder;
import dev.oneport.testing.FakeTimers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventLogTest {
  private static final PacketEncoder ENCODER = new DefaultParser().encoder();

  private static final long ANY = 1L << 40;

  private final FakeTimers time = new FakeTimers();

  private EventLog log(int maxEvents, long maxBytes, int maxAgeMillis) {
    return new EventLog(new LogConfig(maxEvents, maxBytes, maxAgeMillis), true, time.clock());
  }

  private static Broadcast event(String name) {
    return new Broadcast("/", name, EncodedArguments.EMPTY, Selection.EVERYBODY);
  }

  private static Broadcast add(EventLog log, String name) {
    Broadcast placed = log.append(event(name));
    log.settle();
    return placed;
  }

  private static List<String> since(EventLog log, long offset) {
    List<String> names = new ArrayList<>();
    log.read(offset, any -> true, event -> names.add(event.event()));
    return names;
  }

  private static Cursor at(EventLog log, long offset) {
    return new Cursor(log.position().epoch(), offset);
  }

  @Test
  void eventsAreNumberedFromOne() {
    EventLog log = log(10, ANY, 1_000);
    assertThat(log.position().offset()).isZero();

    assertThat(add(log, "a").cursor()).isEqualTo(at(log, 1));
    assertThat(add(log, "b").cursor()).isEqualTo(at(log, 2)).isEqualTo(log.position());
  }

  @Test
  void eachLogHasAnEpochOfItsOwn() {
    assertThat(log(1, 1, 1).position().epoch())
        .matches("[0-9a-z]{10}")
        .isNotEqualTo(log(1, 1, 1).position().epoch());
  }

  @Test
  void whatCameSinceIsReadInOrder() {
    EventLog log = log(10, ANY, 1_000);
    List.of("a", "b", "c", "d").forEach(name -> add(log, name));
    List<String> names = new ArrayList<>();

    log.read(1, event -> !event.event().equals("c"), event -> names.add(event.event()));

    assertThat(names).containsExactly("b", "d");
    assertThat(since(log, 4)).isEmpty();
  }

  @Test
  void oldestGoFirstWhenThereAreTooMany() {
    EventLog log = log(2, ANY, 1_000);
    List.of("a", "b", "c").forEach(name -> add(log, name));

    assertThat(log.size()).isEqualTo(2);
    assertThat(since(log, 0)).containsExactly("b", "c");
    assertThat(log.gap(at(log, 0))).isNotNull();
    assertThat(log.gap(at(log, 1))).as("has all that was dropped").isNull();
    assertThat(log.gap(at(log, 3))).isNull();
  }

  @Test
  void oldOnesGoWhenTheirTimeIsOver() {
    EventLog log = log(10, ANY, 1_000);
    add(log, "a");
    time.advance(600);
    add(log, "b");
    time.advance(400);
    assertThat(log.gap(at(log, 0))).as("to the millisecond").isNull();
    time.advance(1);

    assertThat(log.gap(at(log, 0))).isNotNull();
    assertThat(log.gap(at(log, 1))).isNull();
    assertThat(since(log, 1)).containsExactly("b");
    time.advance(600);
    assertThat(log.gap(at(log, 1))).isNotNull();
    assertThat(log.gap(at(log, 2))).as("nothing came since").isNull();
    assertThat(log.size()).isZero();
    assertThat(log.bytes()).isZero();
  }

  @Test
  void anEventLargerThanTheLogIsNotKept() {
    EventLog log = log(10, 10, 1_000);

    add(log, "a");

    assertThat(log.size()).isZero();
    assertThat(log.bytes()).isZero();
    assertThat(log.gap(at(log, 0))).isNotNull();
    assertThat(log.gap(at(log, 1))).isNull();
  }

  @Test
  void placesOfAnotherEpochAndOfTheFutureAreNotCovered() {
    EventLog log = log(10, ANY, 1_000);
    add(log, "a");

    assertThat(log.gap(at(log, 2))).isNotNull();
    assertThat(log.gap(new Cursor("0000000000", 1))).isNotNull();
  }

  @Test
  void bytesAreThoseOfAllThatIsKeptAtAnyTime() {
    EventLog log = log(20, 40_000, 1_000);
    JsonBinding json = JsonBinding.create();
    Random random = new Random(7);
    List<Broadcast> all = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Object payload =
          random.nextInt(5) == 0
              ? ByteBuffer.allocate(random.nextInt(4_000))
              : "\u00fc".repeat(random.nextInt(2_000));
      Broadcast placed =
          log.append(
              new Broadcast(
                  "/",
                  "e",
                  json.encode(payload),
                  Selection.of("r" + i).without(List.of("x", "y"))));
      all.add(placed);
      if (random.nextBoolean()) {
        placed.socketIo(ENCODER);
      }
      log.settle();
      if (random.nextInt(3) == 0) {
        log.read(
            log.position().offset() - random.nextInt(10),
            any -> random.nextBoolean(),
            event -> event.as(Broadcast::event));
      }
      time.advance(random.nextInt(100));

      long kept =
          all.stream()
              .skip(all.size() - (long) log.size())
              .mapToLong(Broadcast::retainedBytes)
              .sum();
      assertThat(log.bytes()).isEqualTo(kept).isLessThanOrEqualTo(40_000);
      assertThat(log.size()).isLessThanOrEqualTo(20);
    }
    time.advance(1_001);
    log.prune();
    assertThat(log.bytes()).isZero();
    json.close();
  }

  @Test
  void formsMadeLaterAreCounted() {
    EventLog log = log(10, ANY, 1_000);
    Broadcast placed = add(log, "a");
    long before = log.bytes();

    log.read(0, any -> true, event -> event.socketIo(ENCODER));

    assertThat(log.bytes())
        .isEqualTo(placed.retainedBytes())
        .isGreaterThan(before + 2L * "42[\"a\",\"abcdefghij-1\"]".length());
    assertThat(Objects.requireNonNull(placed.cursor()).toString()).hasSize(12);
  }
}
