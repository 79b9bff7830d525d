package dev.oneport.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.console.EventFilter.Direction;
import dev.oneport.console.EventFilter.Rights;
import dev.oneport.metrics.EventWatch.Emitted;
import dev.oneport.metrics.EventWatch.Received;
import dev.oneport.testing.FakeTimers;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InspectorTest {
  private static final Rights ALL = new Rights("key:all", true, (namespace, room) -> true);
  private static final Rights SOME =
      new Rights("key:some", false, (namespace, room) -> namespace.equals("/") && room.equals("a"));
  private static final EventFilter EVERYTHING =
      new EventFilter(null, null, "", Direction.BOTH, false, 50, ALL);

  private final FakeTimers timers = new FakeTimers();
  private final Inspector inspector = new Inspector(timers.clock());

  private Inspection look(EventFilter filter) {
    return Objects.requireNonNull(inspector.look("viewer", filter));
  }

  private void emit(String namespace, String name, Set<String> rooms, @Nullable String onlyFor) {
    inspector.emitted(new Emitted(namespace, name, rooms, onlyFor, () -> "\"what\"", 3));
  }

  private void receive(String name) {
    inspector.received(new Received("/", name, "sid", "websocket", () -> "1,2"));
  }

  private static List<String> names(Inspection inspection) {
    return inspection.take().events().stream().map(PassedEvent::name).toList();
  }

  @Test
  void whatPassedSinceTheLastLookIsSeenOnce() {
    emit("/", "before", Set.of(), null);
    Inspection inspection = look(EVERYTHING);
    emit("/", "one", Set.of("a"), null);
    receive("two");
    assertThat(inspection.take().events())
        .containsExactly(
            new PassedEvent(
                timers.clock().now().toEpochMilli(),
                false,
                "/",
                "one",
                List.of("a"),
                null,
                null,
                3,
                6,
                null),
            new PassedEvent(
                timers.clock().now().toEpochMilli(),
                true,
                "/",
                "two",
                List.of(),
                "sid",
                "websocket",
                0,
                3,
                null));
    assertThat(look(EVERYTHING)).isSameAs(inspection);
    assertThat(names(inspection)).isEmpty();
  }

  @Test
  void whatEventsSayIsShownOnlyIfAskedForAndCutIfItIsLong() {
    String twice = "x".repeat(PassedEvent.MAX_DATA * 2);
    Inspection inspection = look(new EventFilter(null, null, "", Direction.EMITTED, true, 50, ALL));
    inspector.emitted(new Emitted("/", "long", Set.of(), null, () -> twice, 1));
    PassedEvent event = inspection.take().events().get(0);
    assertThat(event.length()).isEqualTo(twice.length());
    assertThat(event.data()).isEqualTo(twice.substring(0, PassedEvent.MAX_DATA));
    assertThat(event.toString()).doesNotContain("x".repeat(10));
  }

  @Test
  void filtersAreByNamespaceRoomNameAndDirection() {
    Inspection inChat = look(new EventFilter("/chat", null, "", Direction.BOTH, false, 50, ALL));
    emit("/", "one", Set.of(), null);
    emit("/chat", "two", Set.of(), null);
    assertThat(names(inChat)).containsExactly("two");

    Inspection inA = look(new EventFilter(null, "a", "", Direction.BOTH, false, 50, ALL));
    emit("/", "one", Set.of("b"), null);
    emit("/", "two", Set.of("b", "a"), null);
    emit("/", "three", Set.of(), "a");
    receive("four");
    assertThat(names(inA)).containsExactly("two", "three");

    Inspection ofOne = look(new EventFilter(null, "sid", "ou", Direction.BOTH, false, 50, ALL));
    receive("three");
    receive("four");
    assertThat(names(ofOne)).containsExactly("four");

    Inspection emitted = look(new EventFilter(null, null, "", Direction.EMITTED, false, 50, ALL));
    receive("one");
    emit("/", "two", Set.of(), null);
    assertThat(names(emitted)).containsExactly("two");

    Inspection received = look(new EventFilter(null, null, "", Direction.RECEIVED, false, 50, ALL));
    receive("one");
    emit("/", "two", Set.of(), null);
    assertThat(names(received)).containsExactly("one");
  }

  @Test
  void whoMaySeeSomeRoomsSeesNothingElse() {
    Inspection inspection = look(new EventFilter(null, null, "", Direction.BOTH, false, 50, SOME));
    emit("/", "one", Set.of("a"), null);
    emit("/", "two", Set.of("a", "b"), null);
    emit("/", "three", Set.of(), null);
    emit("/", "four", Set.of("a"), "sid");
    emit("/chat", "five", Set.of("a"), null);
    receive("six");
    assertThat(names(inspection)).containsExactly("one");
  }

  @Test
  void noMoreAreShownThanWantedAndTheRestIsCounted() {
    Inspection inspection = look(new EventFilter(null, null, "", Direction.BOTH, false, 2, ALL));
    IntStream.range(0, 5).forEach(i -> receive("e" + i));
    Inspection.Seen seen = inspection.take();
    assertThat(seen.events()).hasSize(2);
    assertThat(seen.skipped()).isEqualTo(3);
    receive("late");
    assertThat(inspection.take()).isEqualTo(new Inspection.Seen(List.of(), 1));
    timers.advance(1_000);
    receive("next");
    assertThat(names(inspection)).containsExactly("next");
  }

  @Test
  void whoDoesNotTakeThemIsKeptAFewOnly() {
    Inspection inspection = look(EVERYTHING);
    for (int second = 0; second < 10; second++) {
      IntStream.range(0, 50).forEach(i -> receive("e" + i));
      timers.advance(1_000);
    }
    Inspection.Seen seen = inspection.take();
    assertThat(seen.events()).hasSize(Inspection.MAX_WAITING);
    assertThat(seen.skipped()).isEqualTo(500 - Inspection.MAX_WAITING);
  }

  @Test
  void whoHasGoneIsForgottenAndMakesRoom() {
    for (int i = 0; i < Inspector.MAX_INSPECTIONS; i++) {
      assertThat(inspector.look("viewer " + i, EVERYTHING)).isNotNull();
    }
    assertThat(inspector.look("one more", EVERYTHING)).isNull();
    timers.advance(10_000);
    Inspection stays = Objects.requireNonNull(inspector.look("viewer 0", EVERYTHING));
    timers.advance(10_000);
    inspector.prune();
    assertThat(inspector.look("viewer 0", EVERYTHING)).isSameAs(stays);
    assertThat(inspector.look("one more", EVERYTHING)).isNotNull();
    assertThat(inspector.look("viewer 1", EVERYTHING)).isNotNull();
  }

  @Test
  void anotherFilterBeginsAnew() {
    Inspection before = look(EVERYTHING);
    receive("one");
    Inspection after = look(new EventFilter("/", null, "", Direction.BOTH, false, 50, ALL));
    assertThat(after).isNotSameAs(before);
    receive("two");
    assertThat(names(after)).containsExactly("two");
  }
}
