package dev.oneport.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.testing.Threads;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every adapter promises to the namespace above it. */
abstract class AdapterContract {
  private static final int ANY = 100;

  private Adapter adapter;

  /** A new adapter of the namespace {@code /}. */
  abstract Adapter create();

  /** Somebody in rooms; records the events that reach it. */
  private static final class Member implements Recipient {
    private final String id;
    private final boolean inNamespace;
    private final List<String> events = new CopyOnWriteArrayList<>();

    Member(String id, boolean inNamespace) {
      this.id = id;
      this.inNamespace = inNamespace;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public boolean isInNamespace() {
      return inNamespace;
    }

    @Override
    public void enqueue(Broadcast broadcast) {
      events.add(broadcast.event());
    }

    @Override
    public void flush() {
      // Recorded when queued.
    }
  }

  @BeforeEach
  void open() {
    adapter = create();
  }

  @AfterEach
  void close() {
    adapter.close();
  }

  private Member member(String id, String... rooms) {
    Member member = new Member(id, true);
    adapter.add(member);
    assertThat(adapter.join(member, Set.of(rooms), ANY)).isTrue();
    return member;
  }

  private void emit(String event, Set<String> rooms, Set<String> except) {
    adapter.broadcast(
        new Broadcast(
            "/", event, EncodedArguments.EMPTY, new Selection(rooms, except, Flags.NONE)));
  }

  @Test
  void broadcastToEverybodyReachesWhoIsInNoRoomToo() {
    Member a = member("a", "x");
    Member b = member("b");

    emit("e", Set.of(), Set.of());

    assertThat(a.events).containsExactly("e");
    assertThat(b.events).containsExactly("e");
  }

  @Test
  void broadcastToEverybodyPassesOverSubscribers() {
    Member subscriber = new Member("s", false);
    adapter.add(subscriber);
    adapter.join(subscriber, Set.of("x"), ANY);

    emit("all", Set.of(), Set.of());
    emit("room", Set.of("x"), Set.of());

    assertThat(subscriber.events).containsExactly("room");
  }

  @Test
  void broadcastToARoomReachesItsMembersOnly() {
    Member a = member("a", "x");
    Member b = member("b", "y");

    emit("e", Set.of("x"), Set.of());
    emit("nobody", Set.of("z"), Set.of());

    assertThat(a.events).containsExactly("e");
    assertThat(b.events).isEmpty();
  }

  @Test
  void unionOfRoomsReachesEachMemberOnce() {
    Member both = member("both", "x", "y");
    Member y = member("y", "y");

    emit("e", Set.of("x", "y", "z"), Set.of());

    assertThat(both.events).containsExactly("e");
    assertThat(y.events).containsExactly("e");
  }

  @Test
  void exceptLeavesOutWhoIsInOneOfThoseRooms() {
    Member a = member("a", "x", "quiet");
    Member b = member("b", "x");
    Member c = member("c", "quieter");

    emit("everybody", Set.of(), Set.of("quiet", "quieter"));
    emit("room", Set.of("x"), Set.of("quiet"));
    emit("rooms", Set.of("x", "quieter"), Set.of("quiet"));

    assertThat(a.events).isEmpty();
    assertThat(b.events).containsExactly("everybody", "room", "rooms");
    assertThat(c.events).containsExactly("rooms");
  }

  @Test
  void joiningTwiceIsJoiningOnce() {
    Member a = member("a", "x");
    assertThat(adapter.join(a, Set.of("x"), ANY)).isTrue();

    emit("e", Set.of("x"), Set.of());

    assertThat(a.events).containsExactly("e");
    assertThat(adapter.members("x")).containsExactly("a");
  }

  @Test
  void joiningMoreRoomsThanAllowedJoinsNone() {
    Member a = member("a", "x");

    assertThat(adapter.join(a, Set.of("y", "z"), 2)).isFalse();

    assertThat(adapter.roomsOf("a")).containsExactly("x");
    assertThat(adapter.join(a, Set.of("x", "y"), 2)).isTrue();
    assertThat(adapter.roomsOf("a")).containsExactly("x", "y");
  }

  @Test
  void whoIsNotKnownJoinsNothing() {
    assertThat(adapter.join(new Member("stranger", true), Set.of("x"), ANY)).isFalse();

    assertThat(adapter.rooms()).isEmpty();
  }

  @Test
  void leavingEndsDeliveryAndTheRoomWithItsLastMember() {
    Member a = member("a", "x", "y");

    adapter.leave(a, "x");
    adapter.leave(a, "never joined");
    emit("e", Set.of("x"), Set.of());

    assertThat(a.events).isEmpty();
    assertThat(adapter.rooms()).containsExactly("y");
    assertThat(adapter.roomsOf("a")).containsExactly("y");
  }

  @Test
  void removalTellsTheRoomsAndIsForGood() {
    Member a = member("a", "x", "y");

    assertThat(adapter.remove(a)).containsExactlyInAnyOrder("x", "y");

    emit("e", Set.of(), Set.of());
    emit("e", Set.of("x"), Set.of());
    assertThat(a.events).isEmpty();
    assertThat(adapter.rooms()).isEmpty();
    assertThat(adapter.roomsOf("a")).isEmpty();
    assertThat(adapter.join(a, Set.of("x"), ANY)).isFalse();
    assertThat(adapter.remove(a)).isEmpty();
  }

  @Test
  void roomsAndMembersAreSnapshots() {
    Member a = member("a", "x");
    Set<String> rooms = adapter.rooms();
    Set<String> members = adapter.members("x");
    Set<String> roomsOfA = adapter.roomsOf("a");

    adapter.remove(a);

    assertThat(rooms).containsExactly("x");
    assertThat(members).containsExactly("a");
    assertThat(roomsOfA).containsExactly("x");
    assertThat(adapter.members("x")).isEmpty();
  }

  @Test
  void onceLeaveReturnsNothingLaterIsDelivered() throws Exception {
    Member a = member("a");
    Member stays = member("stays", "x");
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger late = new AtomicInteger();

    Threads.race(
        3,
        thread -> {
          if (thread == 0) {
            try {
              for (int i = 0; i < 2_000; i++) {
                adapter.join(a, Set.of("x"), ANY);
                adapter.leave(a, "x");
                String mark = "after " + i;
                emit(mark, Set.of("x"), Set.of());
                late.addAndGet(a.events.contains(mark) ? 1 : 0);
                a.events.clear();
              }
            } finally {
              over.set(true);
            }
          } else {
            for (int i = 0; !over.get(); i++) {
              Member other = member("other " + thread + " " + i, "x");
              emit("noise", Set.of("x"), Set.of());
              adapter.remove(other);
              stays.events.clear();
            }
          }
        });

    assertThat(late).hasValue(0);
    assertThat(adapter.members("x")).containsExactly("stays");
  }

  @Test
  void removalThatRacesWithJoinsLeavesNothingBehind() throws Exception {
    for (int round = 0; round < 300; round++) {
      Member a = member("a " + round);
      Threads.race(
          3,
          thread -> {
            for (int i = 0; i < 20; i++) {
              switch (thread) {
                case 0 -> adapter.join(a, Set.of("x" + i, "y"), ANY);
                case 1 -> adapter.leave(a, "x" + i);
                default -> {
                  if (i == 10) {
                    adapter.remove(a);
                  }
                }
              }
            }
          });

      assertThat(adapter.rooms()).isEmpty();
      assertThat(adapter.roomsOf(a.id())).isEmpty();
    }
  }

  @Test
  void memberOfARoomMissesNoBroadcastWhileOthersComeAndGo() throws Exception {
    Member stays = member("stays", "x");
    AtomicBoolean over = new AtomicBoolean();

    Threads.race(
        3,
        thread -> {
          if (thread == 0) {
            try {
              for (int i = 0; i < 5_000; i++) {
                emit("e", Set.of("x"), Set.of());
              }
            } finally {
              over.set(true);
            }
          } else {
            for (int i = 0; !over.get(); i++) {
              Member other = new Member("other " + thread + " " + i, true);
              adapter.add(other);
              adapter.join(other, Set.of("x"), ANY);
              adapter.leave(other, "x");
              adapter.remove(other);
            }
          }
        });

    assertThat(stays.events).hasSize(5_000);
    assertThat(adapter.members("x")).containsExactly("stays");
  }
}
