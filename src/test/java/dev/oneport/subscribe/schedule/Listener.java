package dev.oneport.subscribe.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.adapter.Cursor;
import dev.oneport.subscribe.schedule.Emits.Emit;
import dev.oneport.subscribe.schedule.Tally.What;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What clients without Socket.IO have in common: a cursor, and what must come after it. */
abstract class Listener implements Client {
  static final Set<String> ALL_ROOMS = Set.of("a", "b", "c", "*");

  final Schedule world;

  /** As the client names them. */
  Set<String> rooms;

  /** What is still to come, in order, once the server has said that it begins. */
  private ArrayDeque<Long> expected = new ArrayDeque<>();

  /** What comes first if the server tells the past. */
  private ArrayDeque<Long> past = new ArrayDeque<>();

  /** What was true of the cursor when the client came with it. */
  private Set<String> possibleGaps = Set.of();

  /** Whether the log must have lost what it has not got. */
  private boolean mustBeRefused;

  /** Whether the server has kept its answer back, and what came meanwhile may be lost too. */
  private boolean late;

  /** Whether the server has said that it begins. */
  private boolean begun;

  /** Up to where it has all; null before it was told. */
  private @Nullable Cursor at;

  /** Sent in place of the cursor; null for once nothing of the kind. */
  private @Nullable String nonsense;

  Listener(Schedule world) {
    this.world = world;
    this.rooms = world.some(ALL_ROOMS);
  }

  /** Comes, at times for other rooms, or with something that is no cursor. */
  final @Nullable Cursor come() {
    if (world.random.nextInt(12) == 0) {
      rooms = world.some(ALL_ROOMS);
    }
    nonsense = world.random.nextInt(40) == 0 ? "nonsense" : null;
    return ask();
  }

  /** Forgets what was under way, and takes down what there is now for who asks with its cursor. */
  final @Nullable Cursor ask() {
    begun = false;
    late = false;
    expected = new ArrayDeque<>();
    Cursor since = nonsense == null ? at : null;
    possibleGaps = new TreeSet<>();
    mustBeRefused = false;
    past = new ArrayDeque<>();
    if (nonsense != null) {
      possibleGaps.add("malformed");
    } else if (since == null) {
      possibleGaps.add("no_cursor");
    } else if (!since.epoch().equals(world.epoch())) {
      possibleGaps.add("epoch");
    } else {
      past = world.emits().after(since.offset(), emit -> isFor(emit) && !wasKeptFrom(emit));
      if (world.emits().mayHaveDropped(since.offset(), world.millis())) {
        possibleGaps.add("history");
      }
      if (world.mayExceedOutbox(past)) {
        possibleGaps.add("too_many");
      }
      mustBeRefused = world.emits().mustHaveDropped(since.offset(), world.millis());
    }
    return since;
  }

  /** The server makes an answer that it kept back until there was something to tell. */
  final void isAnsweredLate() {
    if (!expected.isEmpty()) {
      long before = expected.getFirst() - 1;
      if (world.emits().mayHaveDropped(before, world.millis())) {
        possibleGaps.add("history");
      }
      mustBeRefused = world.emits().mustHaveDropped(before, world.millis());
      late = true;
    }
  }

  final boolean isMalformed() {
    return nonsense != null;
  }

  final @Nullable Cursor cursor() {
    return at;
  }

  final boolean hasBegun() {
    return begun;
  }

  /** Whether it was not for this client at the time, though it would be now. */
  boolean wasKeptFrom(Emit emit) {
    return false;
  }

  private boolean isFor(Emit emit) {
    return emit.isForListenerOf(rooms);
  }

  @Override
  public void onEmit(Emit emit) {
    if (isFor(emit)) {
      expected.add(emit.offset());
    }
  }

  /** The server says that it begins, and whether the past follows. */
  final void begins(JsonObject told) {
    assertThat(begun).as("begins twice").isFalse();
    begun = true;
    if (told.getBoolean("recovered")) {
      assertThat(told).doesNotContainKey("reason");
      assertThat(possibleGaps).doesNotContain("malformed", "no_cursor", "epoch");
      assertThat(mustBeRefused).as("there is a gap, untold").isFalse();
      if (!past.isEmpty()) {
        world.tally().count(What.RECOVERED_WITH_EVENTS);
      }
      past.addAll(expected);
      expected = past;
    } else {
      String reason = told.getString("reason");
      assertThat(possibleGaps).as("told %s needlessly", told).contains(reason);
      world.tally().gap(reason);
      if (late) {
        long upTo = Objects.requireNonNull(Cursor.parse(told.getString("cursor"))).offset();
        expected.removeIf(offset -> offset <= upTo);
      }
      moveTo(told.getString("cursor"));
    }
  }

  /** An event has come. */
  final void receives(@Nullable String cursor, String event, JsonArray data, What over) {
    assertThat(begun).as("an event before the beginning").isTrue();
    if (event.equals("fleeting")) {
      assertThat(cursor).isNull();
      return;
    }
    assertThat(event).isEqualTo("kept");
    Cursor place = Cursor.parse(Objects.requireNonNull(cursor));
    assertThat(place).isNotNull();
    assertThat(Objects.requireNonNull(place).offset())
        .as("the next event of %s: %s", this, expected)
        .isEqualTo(expected.poll());
    assertThat(data.getInt(0)).as("what was emitted there").isEqualTo((int) place.offset());
    at = place;
    world.tally().count(over);
  }

  /** The client is told where it is: it must have all that came before. */
  final void moveTo(String cursor) {
    Cursor place = Objects.requireNonNull(Cursor.parse(cursor), cursor);
    assertThat(place.epoch()).isEqualTo(world.epoch());
    if (!expected.isEmpty()) {
      assertThat(place.offset()).as("%s passes over events", this).isLessThan(expected.getFirst());
    }
    at = place;
  }

  final void assertHasAll() {
    assertThat(begun).as("was told that it begins").isTrue();
    assertThat(expected).as("what did not come to %s", this).isEmpty();
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + rooms;
  }
}
