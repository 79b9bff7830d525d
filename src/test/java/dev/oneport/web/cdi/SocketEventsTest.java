package dev.oneport.web.cdi;

import static dev.oneport.web.cdi.BeanStack.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.DisconnectReason;
import dev.oneport.Namespace;
import dev.oneport.Of;
import dev.oneport.OnConnect;
import dev.oneport.OnDisconnect;
import dev.oneport.OnEvent;
import dev.oneport.RoomJoined;
import dev.oneport.RoomLeft;
import dev.oneport.Socket;
import dev.oneport.SocketConnected;
import dev.oneport.SocketDisconnected;
import dev.oneport.SocketNamespace;
import dev.oneport.testing.InMemoryClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketEventsTest {
  private static final List<String> CALLS = new CopyOnWriteArrayList<>();
  private static CountDownLatch async = new CountDownLatch(1);

  @AfterEach
  void forget() {
    CALLS.clear();
  }

  @SocketNamespace("/chat")
  static class Chat {
    @OnConnect
    void connect() {
      CALLS.add("@OnConnect");
    }

    @OnDisconnect
    void gone() {
      CALLS.add("@OnDisconnect");
    }

    @OnEvent("join")
    void join(Socket socket) {
      socket.join("lobby");
      socket.leave("lobby");
    }
  }

  @RequestScoped
  static class Now {
    String text() {
      return "now";
    }
  }

  @ApplicationScoped
  static class Observer {
    @Inject Now now;

    void connected(@Observes @Of("chat") SocketConnected event) {
      CALLS.add("connected " + event.socket().connected() + " " + now.text());
    }

    void everywhere(@Observes SocketConnected event) {
      CALLS.add("everywhere " + event.socket().namespace().name());
    }

    void disconnected(@Observes @Of("/chat") SocketDisconnected event) {
      CALLS.add("disconnected " + event.reason());
    }

    void joined(@Observes @Of("/chat") RoomJoined event) {
      if (event.room().equals("lobby")) {
        CALLS.add("joined " + event.namespace().name());
      }
    }

    void left(@Observes RoomLeft event) {
      if (event.room().equals("lobby")) {
        CALLS.add("left " + event.namespace().name());
      }
    }
  }

  @Test
  void observersAreCalledInOrder() {
    try (BeanStack stack = BeanStack.of(Chat.class, Observer.class, Now.class)) {
      stack.io().of("/chat").onConnection(socket -> CALLS.add("listener"));
      InMemoryClient client = stack.client();
      send(client, "40/chat,", "42/chat,[\"join\"]", "41/chat,");

      assertThat(CALLS.get(0)).isEqualTo("everywhere /");
      List<String> rooms = List.of("joined /chat", "left /chat");
      List<String> others = new ArrayList<>(CALLS.subList(1, CALLS.size()));
      assertThat(others).containsSubsequence(rooms);
      others.removeAll(rooms);
      assertThat(others.subList(0, 2)).containsExactly("@OnConnect", "listener");
      assertThat(others.subList(2, 4))
          .containsExactlyInAnyOrder("connected true now", "everywhere /chat");
      assertThat(others.subList(4, others.size()))
          .containsExactly(
              "@OnDisconnect", "disconnected " + DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
    }
  }

  @ApplicationScoped
  static class Patient {
    void connected(@ObservesAsync @Of("/chat") SocketConnected event) {
      CALLS.add("async " + event.socket().namespace().name());
      async.countDown();
    }
  }

  @Test
  void asynchronousObserversToo() throws InterruptedException {
    async = new CountDownLatch(1);
    try (BeanStack stack = BeanStack.of(Chat.class, Patient.class)) {
      send(stack.client(), "40/chat,");

      assertThat(async.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(CALLS).containsExactlyInAnyOrder("@OnConnect", "async /chat");
    }
  }

  @Test
  void nobodyObservesNothingIsFired() {
    Fakes.Registry registry = new Fakes.Registry();
    List<String> asked = new ArrayList<>();
    try (BeanStack stack = BeanStack.of(Chat.class)) {
      stack.startAgain(Fakes.server(asked), registry);
    }

    assertThat(registry.ofAll).isEmpty();
    assertThat(asked).isEmpty();
  }

  @SocketNamespace(pattern = "^/room-\\d+$")
  static class Rooms {
    @OnEvent("where")
    String where(Namespace namespace) {
      return namespace.name();
    }
  }

  @Test
  void beanMayHandleAllNamespacesOfAPattern() {
    try (BeanStack stack = BeanStack.of(Rooms.class)) {
      InMemoryClient client = stack.client();

      assertThat(send(client, "40/room-1,")).hasSize(1).first().asString().startsWith("40/room-1,");
      assertThat(send(client, "42/room-1,0[\"where\"]"))
          .containsExactly("43/room-1,0[\"/room-1\"]");
      assertThat(send(client, "40/room-x,"))
          .containsExactly("44/room-x,{\"message\":\"Invalid namespace\"}");
    }
  }
}
