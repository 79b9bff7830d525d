package dev.oneport.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oneport.Handshake;
import dev.oneport.RoomListener;
import dev.oneport.UserRoles;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.protocol.socketio.Arguments;
import dev.oneport.testing.Threads;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every adapter promises to the namespace above it. */
abstract class AdapterContract {
  private static final int ANY = 100;

  private static final Handshake HANDSHAKE =
      new Handshake(
          Map.of(),
          Map.of(),
          JsonValue.EMPTY_JSON_OBJECT,
          "192.0.2.1",
          Instant.EPOCH,
          null,
          false,
          false,
          "/",
          UserRoles.NONE,
          null);

  private final Host host = new Host();
  private Adapter adapter;

  /** A new adapter of the namespace {@code /}. */
  abstract Adapter create();

  /** Somebody in rooms; records the events that reach it, and what else is done with it. */
  private final class Member extends FakeRecipient {
    private final String id;
    private final boolean inNamespace;
    private final @Nullable String user;
    private final List<String> events = new CopyOnWriteArrayList<>();

    Member(String id, boolean inNamespace) {
      this(id, inNamespace, null);
    }

    Member(String id, boolean inNamespace, @Nullable String user) {
      this.id = id;
      this.inNamespace = inNamespace;
      this.user = user;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public @Nullable String user() {
      return user;
    }

    @Override
    public boolean isInNamespace() {
      return inNamespace;
    }

    @Override
    public boolean canAnswer() {
      return inNamespace;
    }

    @Override
    public void enqueue(Broadcast broadcast) {
      events.add(broadcast.event());
      AckRequest request = broadcast.ackRequest();
      if (request != null && inNamespace) {
        request.answers().asked(id, () -> events.add("forget " + request.id()));
      }
    }

    @Override
    public boolean join(Set<String> rooms) {
      return adapter.join(this, rooms, 3);
    }

    @Override
    public void leave(String room) {
      adapter.leave(this, room);
    }

    @Override
    public void disconnect(boolean close) {
      events.add(close ? "closed" : "disconnected");
    }

    @Override
    public @Nullable SocketSnapshot snapshot() {
      return inNamespace
          ? new SocketSnapshot(id, HANDSHAKE, adapter.roomsOf(id), Map.of("id", id))
          : null;
    }
  }

  /** The namespace; what it is told is recorded. */
  private static final class Host implements AdapterHost, RoomListener {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<Runnable> laneTasks = new ArrayList<>();
    private boolean wantsRooms = true;
    private long ackIds;

    @Override
    public String namespace() {
      return "/";
    }

    @Override
    public long nextAckId() {
      return ackIds++;
    }

    @Override
    public void onServerEvent(
        String event, Arguments arguments, @Nullable Consumer<EncodedArguments> answer) {
      told.add("server event " + event);
    }

    @Override
    public boolean wantsRoomEvents() {
      return wantsRooms;
    }

    @Override
    public RoomListener rooms() {
      return this;
    }

    @Override
    public void inRoomLane(Runnable task) {
      laneTasks.add(task);
    }

    List<String> take() {
      laneTasks.forEach(Runnable::run);
      laneTasks.clear();
      List<String> all = List.copyOf(told);
      told.clear();
      return all;
    }

    @Override
    public void created(String room) {
      told.add("created " + room);
    }

    @Override
    public void deleted(String room) {
      told.add("deleted " + room);
    }

    @Override
    public void joined(String room, String id) {
      told.add(id + " joined " + room);
    }

    @Override
    public void left(String room, String id) {
      told.add(id + " left " + room);
    }
  }

  /** Records what adapters tell. */
  private static final class Collector implements AckCollector {
    private final List<String> told = new ArrayList<>();

    @Override
    public void asked(String recipientId, Runnable forget) {
      told.add("asked " + recipientId);
    }

    @Override
    public void answered(@Nullable String recipientId, Arguments answer) {
      told.add("answered " + recipientId);
    }

    @Override
    public void gone(String recipientId) {
      told.add("gone " + recipientId);
    }

    @Override
    public void expect(int answers) {
      told.add("expect " + answers);
    }
  }

  @BeforeEach
  void open() {
    adapter = create();
    adapter.init(host);
    host.wantsRooms = false;
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

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static Selection in(String... rooms) {
    return Selection.EVERYBODY.and(List.of(rooms));
  }

  @Test
  void userIsReachedInAllSessionsButIsInNoRoom() {
    host.wantsRooms = true;
    Member phone = new Member("phone", true, "alice");
    Member tablet = new Member("tablet", false, "alice");
    Member other = new Member("other", true, "bob");
    List.of(phone, tablet, other).forEach(adapter::add);
    Set<String> alice = Set.of(RoomNames.ofUser("alice"));

    emit("1", alice, Set.of());
    adapter.remove(phone);
    emit("2", alice, Set.of());
    adapter.remove(tablet);
    emit("3", alice, Set.of());

    assertThat(phone.events).containsExactly("1");
    assertThat(tablet.events).containsExactly("1", "2");
    assertThat(other.events).isEmpty();
    assertThat(adapter.rooms()).isEmpty();
    assertThat(host.take()).isEmpty();
  }

  @Test
  void whoListensToEverybodyGetsThatOnceAndNothingElse() {
    Member listener = new Member("listener", false);
    adapter.add(listener);
    adapter.join(listener, Set.of(RoomNames.EVERYBODY), ANY, null, told -> {});

    emit("1", Set.of(), Set.of());
    emit("2", Set.of("x"), Set.of());
    emit("3", Set.of(), Set.of("x"));

    assertThat(listener.events).containsExactly("1", "3");
    assertThat(adapter.rooms()).isEmpty();
    assertThat(adapter.roomsOf("listener")).isEmpty();
  }

  @Test
  void nobodyJoinsTheRoomOfAUser() {
    Member mallory = member("mallory");

    assertThatThrownBy(() -> adapter.join(mallory, Set.of(RoomNames.ofUser("alice")), ANY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"oneport:user:alice\" is a reserved room name");
    assertThatThrownBy(
            () -> adapter.addSockets(Selection.EVERYBODY, Set.of(RoomNames.ofUser("alice"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void eachThatIsAskedIsExpectedToAnswer() {
    Member a = member("a", "x");
    member("b", "y");
    Member subscriber = new Member("s", false);
    adapter.add(subscriber);
    adapter.join(subscriber, Set.of("x"), ANY);
    Collector answers = new Collector();

    adapter.broadcastWithAck(
        new Broadcast("/", "e", EncodedArguments.EMPTY, in("x"), new AckRequest(7, answers)));
    adapter.broadcastWithAck(
        new Broadcast("/", "e", EncodedArguments.EMPTY, in("nobody"), new AckRequest(8, answers)));

    assertThat(now(adapter.serverCount())).isEqualTo(1);
    assertThat(answers.told).containsExactly("asked a", "expect 1", "expect 0");
    assertThat(a.events).containsExactly("e");
    assertThat(subscriber.events).containsExactly("e");
  }

  @Test
  void socketsAreFetchedAndSubscribersNot() {
    member("a", "x", "y");
    member("b", "y");
    Member subscriber = new Member("s", false);
    adapter.add(subscriber);
    adapter.join(subscriber, Set.of("y"), ANY);

    assertThat(now(adapter.sockets(Set.of()))).containsExactlyInAnyOrder("a", "b");
    assertThat(now(adapter.sockets(Set.of("x", "z")))).containsExactly("a");
    assertThat(now(adapter.fetchSockets(in("y").without(Set.of("x")))))
        .containsExactly(new SocketSnapshot("b", HANDSHAKE, Set.of("y"), Map.of("id", "b")));
  }

  @Test
  void thoseSelectedJoinLeaveAndAreDisconnected() {
    Member a = member("a", "x");
    Member b = member("b", "x");
    Member full = member("full", "x", "1", "2");

    adapter.addSockets(in("x").without(Set.of("nobody")), Set.of("y", "z"));
    assertThat(adapter.members("y")).containsExactlyInAnyOrder("a", "b");
    adapter.delSockets(in("x"), Set.of("x", "z"));
    assertThat(adapter.rooms()).containsExactlyInAnyOrder("y", "1", "2");
    adapter.disconnectSockets(in("y"), true);
    adapter.disconnectSockets(in("1"), false);

    assertThat(a.events).containsExactly("closed");
    assertThat(b.events).containsExactly("closed");
    assertThat(full.events).containsExactly("disconnected");
  }

  @Test
  void roomsAreToldOnceAndInOrder() {
    host.wantsRooms = true;
    Member a = member("a", "x");
    Member b = member("b", "x");
    adapter.join(a, Set.of("x"), ANY);
    adapter.leave(b, "x");
    adapter.leave(b, "x");
    adapter.join(a, Set.of("y", "z"), 2);
    adapter.remove(a);
    adapter.remove(a);

    assertThat(host.take())
        .containsExactly(
            "created x", "a joined x", "b joined x", "b left x", "a left x", "deleted x");
  }

  @Test
  void roomsAreNotToldToNobody() {
    member("a", "x");
    host.wantsRooms = true;
    Member b = member("b", "x");

    assertThat(host.take()).containsExactly("b joined x");
    assertThat(b.events).isEmpty();
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
