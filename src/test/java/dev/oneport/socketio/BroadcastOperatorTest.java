package dev.oneport.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oneport.RemoteSocket;
import dev.oneport.RoomListener;
import dev.oneport.Socket;
import dev.oneport.concurrent.Moment;
import dev.oneport.testing.ExpectedLog;
import dev.oneport.testing.InMemoryClient.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done with the clients selected, other than asking them; the reference's part 2.7. */
class BroadcastOperatorTest {
  private final Fixture fixture = Fixture.inline();
  private final List<Socket> sockets = new ArrayList<>();

  @BeforeEach
  void watch() {
    fixture.io.onConnection(sockets::add);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private WebSocket join() {
    return fixture.client("40").webSocket();
  }

  private List<RemoteSocket> fetch() {
    return fixture.io.fetchSockets().toCompletableFuture().join();
  }

  @Test
  void modifiersMakeNewOperators() {
    WebSocket a = join();
    var everybody = fixture.io.local();

    everybody.to("nobody").compress(false).asVolatile().except("x").emit("lost");
    everybody.send("hi", 1);
    Moment.ofCall().run(() -> everybody.asVolatile().emit("position", 1));

    assertThat(a.take()).containsExactly("42[\"message\",\"hi\",1]", "42[\"position\",1]");
  }

  @Test
  void socketsAreFetchedAsTheyAre() {
    join();
    join();
    Socket first = sockets.get(0);
    first.join("r");
    first.data().put("name", "ann");

    List<RemoteSocket> found = fixture.io.in("r").fetchSockets().toCompletableFuture().join();
    first.leave("r");
    first.data().put("name", "bob");

    assertThat(found).hasSize(1);
    RemoteSocket remote = found.get(0);
    assertThat(remote.id()).isEqualTo(first.id());
    assertThat(remote.rooms()).containsExactlyInAnyOrder(first.id(), "r");
    assertThat(remote.data()).isEqualTo(Map.of("name", "ann"));
    assertThat(remote.handshake()).isEqualTo(first.handshake());
    assertThat(fetch()).extracting(RemoteSocket::id).hasSize(2);
  }

  @Test
  void remoteSocketReachesItsSocketOnly() {
    WebSocket a = join();
    WebSocket b = join();
    RemoteSocket remote =
        fetch().stream().filter(each -> each.id().equals(sockets.get(0).id())).findAny().get();

    remote.emit("e", 1);
    remote.compress(false).emit("f");
    remote.join("r", "s");
    remote.leave("s");
    assertThat(sockets.get(0).rooms()).contains("r").doesNotContain("s");
    remote.disconnect();

    assertThat(a.take()).containsExactly("42[\"e\",1]", "42[\"f\"]", "41");
    assertThat(b.take()).isEmpty();
  }

  @Test
  void selectedSocketsJoinAndLeave() {
    join();
    join();
    sockets.get(0).join("a");

    fixture.io.in("a").socketsJoin("b", "c");
    fixture.io.socketsLeave("a", "c");

    assertThat(sockets.get(0).rooms()).containsExactlyInAnyOrder(sockets.get(0).id(), "b");
    assertThat(sockets.get(1).rooms()).containsExactly(sockets.get(1).id());
  }

  @Test
  void tooManyRoomsForOneAreNoneForIt() {
    try (ExpectedLog log = ExpectedLog.of("dev.oneport.adapter.InMemoryAdapter")) {
      join();
      join();
      sockets.get(0).join("1", "2", "3");

      fixture.io.socketsJoin("a", "b");

      assertThat(fixture.io.of("/").members("a")).containsExactly(sockets.get(1).id());
      assertThat(log.take())
          .containsExactly(
              "WARNING rooms-full: 1 did not join: they would have been in too many rooms");
    }
  }

  @Test
  void selectedSocketsAreDisconnected() {
    WebSocket a = join();
    WebSocket b = join();
    sockets.get(0).join("a");

    fixture.io.in("a").disconnectSockets();
    assertThat(a.take()).containsExactly("41");
    assertThat(b.take()).isEmpty();
    fixture.io.disconnectSockets(true);

    assertThat(b.take()).containsExactly("41", "close 1000");
  }

  @Test
  void roomNamesOfTheServerAreRefused() {
    join();
    String reserved = "oneport:user:alice";

    assertThatThrownBy(() -> fixture.io.to(reserved))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"oneport:user:alice\" is a reserved room name");
    assertThatThrownBy(() -> fixture.io.except(reserved))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> fixture.io.socketsJoin(reserved))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sockets.get(0).join(reserved))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void userIsReachedInEverySession() {
    WebSocket phone = fixture.clientOf("alice", "40").webSocket();
    WebSocket tablet = fixture.clientOf("alice", "40").webSocket();
    WebSocket other = fixture.clientOf("bob", "40").webSocket();
    WebSocket nobody = join();

    fixture.io.toUser("alice").emit("order", 1);
    sockets.get(0).broadcast().toUser("alice").emit("others");

    assertThat(phone.take()).containsExactly("42[\"order\",1]");
    assertThat(tablet.take()).containsExactly("42[\"order\",1]", "42[\"others\"]");
    assertThat(other.take()).isEmpty();
    assertThat(nobody.take()).isEmpty();
    assertThat(sockets.get(0).rooms()).containsExactly(sockets.get(0).id());
    assertThat(fixture.io.of("/").rooms()).hasSize(4);
  }

  @Test
  void roomEventsComeOnceInOrderAndOutsideAllLocks() {
    fixture
        .io
        .of("/")
        .onRoomEvent(
            new RoomListener() {
              @Override
              public void created(String room) {
                fixture.log.add("created " + room);
              }

              @Override
              public void joined(String room, String id) {
                fixture.log.add("joined " + room);
                if (room.equals("r")) {
                  fixture.io.to(room).emit("welcome");
                }
              }

              @Override
              public void left(String room, String id) {
                fixture.log.add("left " + room);
              }

              @Override
              public void deleted(String room) {
                fixture.log.add("deleted " + room);
                throw new IllegalStateException("of the application");
              }
            });
    try (ExpectedLog log = ExpectedLog.of(NamespaceEvents.class.getName())) {
      WebSocket a = join();
      String id = sockets.get(0).id();
      sockets.get(0).join("r");
      sockets.get(0).join("r");
      sockets.get(0).leave("r");
      a.transport().onClose();

      assertThat(fixture.takeLog())
          .containsExactly(
              "created " + id,
              "joined " + id,
              "created r",
              "joined r",
              "left r",
              "deleted r",
              "left " + id,
              "deleted " + id);
      assertThat(log.take()).hasSize(2);
    }
  }

  @Test
  void serverSideEventsReachNobodyHereAndHaveReservedNames() {
    try (ExpectedLog log = ExpectedLog.of("dev.oneport.adapter.InMemoryAdapter")) {
      var namespace = fixture.io.of("/");
      namespace.onServerEvent("e", (arguments, ack) -> fixture.log.add("handled"));

      namespace.serverSideEmit("e", 1);
      assertThat(namespace.serverSideEmitWithAck("e", String.class).toCompletableFuture())
          .isCompletedWithValue(List.of());

      assertThat(fixture.takeLog()).isEmpty();
      assertThat(log.take()).hasSize(1);
      for (String name : List.of("connect", "connection", "new_namespace")) {
        assertThatThrownBy(() -> namespace.serverSideEmit(name))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("\"" + name + "\" is a reserved event name");
        assertThatThrownBy(() -> namespace.onServerEvent(name, (arguments, ack) -> {}))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void closedServerEndsEverySessionAndSendsNewOnesAway() {
    fixture.io.onConnection(
        socket -> socket.onDisconnect(reason -> fixture.log.add(reason.text())));
    WebSocket a = join();

    fixture.io.close();
    fixture.io.close();

    assertThat(a.take()).containsExactly("close 1000");
    assertThat(fixture.takeLog()).containsExactly("server shutting down");
    assertThat(fixture.sessions.count()).isZero();
    fixture.io.emit("to nobody");
  }
}
