package dev.oneport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.ConnectRefused;
import dev.oneport.Middleware;
import dev.oneport.Socket;
import dev.oneport.testing.ExpectedLog;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.testing.InMemoryClient.WebSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients of Socket.IO 2, which speak revision 4 of its protocol over Engine.IO 3. */
class Version2ClientTest {
  private static final Map<String, String> V3 = Map.of("EIO", "3");

  private final Fixture fixture = Fixture.inline();

  @AfterEach
  void close() {
    assertThat(fixture.takeLog()).as("nothing else happened").isEmpty();
    fixture.close();
  }

  private InMemoryClient connect() {
    return InMemoryClient.webSocket(fixture.engine, V3);
  }

  private InMemoryClient connected() {
    InMemoryClient client = connect();
    assertThat(client.webSocket().take()).containsExactly("40");
    return client;
  }

  private Socket only(String namespace) {
    assertThat(fixture.io.of(namespace).sockets()).hasSize(1);
    return fixture.io.of(namespace).sockets().iterator().next();
  }

  private void watch(String namespace) {
    fixture
        .io
        .of(namespace)
        .onConnection(
            socket -> {
              fixture.log.add("connection " + namespace);
              socket.onDisconnect(reason -> fixture.log.add(namespace + ": " + reason));
            });
  }

  @Test
  void isInTheMainNamespaceWithoutAsking() {
    watch("/");

    connected();

    assertThat(fixture.takeLog()).containsExactly("connection /");
    assertThat(only("/").connected()).isTrue();
    assertThat(only("/").handshake().auth()).isEmpty();
    assertThat(only("/").handshake().query()).containsEntry("EIO", "3");
    fixture.timers.advance(45_000);
    assertThat(only("/").connected()).isTrue();
    fixture.engine.close();
    assertThat(fixture.takeLog()).containsExactly("/: server shutting down");
  }

  @Test
  void overPollingTheAnswerComesWithTheHandshakeOrTheNextPoll() {
    InMemoryClient client = InMemoryClient.polling(fixture.engine, V3);

    assertThat(client.poll()).endsWith("}2:40");
  }

  @Test
  void socketIdsAreMadeOfTheSessionsId() {
    fixture.io.of("/chat");
    InMemoryClient client = connected();
    String sid = client.session().sid();
    client.webSocket().send("40/chat");

    assertThat(client.webSocket().take()).containsExactly("40/chat,");
    assertThat(only("/").id()).isEqualTo(sid);
    assertThat(only("/chat").id()).isEqualTo("/chat#" + sid);
    assertThat(only("/chat").rooms()).containsExactly("/chat#" + sid);
  }

  @Test
  void secretIdIsInNoLog() {
    fixture.io.onConnection(socket -> socket.on("e", (args, ack) -> fail()));
    try (ExpectedLog logged = ExpectedLog.of(HandlerFailures.class.getName())) {
      InMemoryClient client = connected();
      client.webSocket().send("42[\"e\"]");

      assertThat(logged.take())
          .singleElement()
          .asString()
          .contains(fixture.sessions.sessions().iterator().next().id())
          .doesNotContain(client.session().sid());
    }
  }

  private static void fail() {
    throw new IllegalStateException("on purpose");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "40/chat; {}",
        "40/chat,; {}",
        "40/chat?,; {}",
        "40/chat?token=a%20b&n=1,; {\"token\":\"a b\",\"n\":\"1\"}",
        "40/chat?token=a&token=b; {\"token\":\"b\"}",
        "40/chat?x,; {\"x\":\"\"}",
        "40/chat,{\"token\":\"payloads are for later clients\"}; {}"
      })
  void authIsTheQueryOfTheNamespace(String packet, String auth) {
    fixture.io.of("/chat").onConnection(s -> fixture.log.add(s.handshake().auth().toString()));
    InMemoryClient client = connected();
    client.webSocket().send(packet);

    assertThat(client.webSocket().take()).containsExactly("40/chat,");
    assertThat(fixture.takeLog()).containsExactly(auth);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"-; \"not you\"", "text; \"text\"", "map; {\"code\":1}", "list; [1,null]"})
  void refusalIsTheBareDataOrMessage(String kind, String error) {
    Object data =
        switch (kind) {
          case "text" -> "text";
          case "map" -> Map.of("code", 1);
          case "list" -> Arrays.asList(1, null);
          default -> null;
        };
    Middleware refuse = (socket, next) -> next.refuse(new ConnectRefused("not you", data));
    fixture.io.use(refuse);
    fixture.io.of("/chat").use(refuse);

    InMemoryClient client = connect();
    assertThat(client.webSocket().take()).containsExactly("44" + error);
    client.webSocket().send("40/chat");
    assertThat(client.webSocket().take()).containsExactly("44/chat," + error);
  }

  @Test
  void whoIsRefusedInTheMainNamespaceMayJoinAnother() {
    List<String> asked = new ArrayList<>();
    fixture.io.use(
        (socket, next) -> {
          asked.add(socket.namespace().name());
          next.refuse(new ConnectRefused("not here"));
        });
    fixture.io.of("/admin");
    InMemoryClient client = connect();
    assertThat(client.webSocket().take()).containsExactly("44\"not here\"");
    client.webSocket().send("40/admin");

    assertThat(client.webSocket().take()).containsExactly("40/admin,");
    assertThat(asked).containsExactly("/");
    fixture.timers.advance(45_000);
    assertThat(client.webSocket().take()).isEmpty();
  }

  @Test
  void whoIsRefusedAndJoinsNothingIsClosed() {
    fixture.io.use((socket, next) -> next.refuse(new ConnectRefused("not here")));
    InMemoryClient client = connect();
    assertThat(client.webSocket().take()).containsExactly("44\"not here\"");
    fixture.timers.advance(45_000);

    assertThat(client.webSocket().take()).containsExactly("close 1000");
  }

  @Test
  void unknownNamespaceIsRefusedWithAnObject() {
    InMemoryClient client = connected();
    client.webSocket().send("40/random");

    assertThat(client.webSocket().take())
        .containsExactly("44/random,{\"message\":\"Invalid namespace\"}");
  }

  @Test
  void countsItsNamespaceAgainstTheLimit() {
    for (String name : List.of("/a", "/b", "/c")) {
      fixture.io.of(name);
    }
    InMemoryClient client = connected();
    for (String name : List.of("/a", "/b", "/c")) {
      client.webSocket().send("40" + name);
    }

    assertThat(client.webSocket().take())
        .containsExactly("40/a,", "40/b,", "44/c,\"too many namespaces\"");
  }

  @Test
  void askingForTheMainNamespaceOnceMoreIsAViolation() {
    watch("/");
    WebSocket ws = connected().webSocket();
    ws.send("40");

    assertThat(ws.take()).containsExactly("close 1000");
    assertThat(fixture.takeLog()).containsExactly("connection /", "/: forced server close");
  }

  @Test
  void eventsAcksAndBinaryGoBothWays() {
    fixture.io.onConnection(
        socket -> {
          socket.on("echo", (args, ack) -> socket.emit("echo", args.toArray()));
          socket.on("ask", (args, ack) -> ack.send(args.toArray()));
        });
    WebSocket ws = connected().webSocket();

    ws.send("42[\"echo\",1,\"2\",{\"3\":[true]}]");
    assertThat(ws.take()).containsExactly("42[\"echo\",1,\"2\",{\"3\":[true]}]");
    ws.send("421[\"ask\",\"x\"]");
    assertThat(ws.take()).containsExactly("431[\"x\"]");
    ws.send("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
    ws.send((byte) 4, (byte) 7, (byte) 8);
    assertThat(ws.take())
        .containsExactly("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]", "#040708");
  }

  @Test
  void disconnectsAndMayComeBack() {
    watch("/");
    WebSocket ws = connected().webSocket();
    ws.send("41");
    assertThat(fixture.takeLog()).containsExactly("connection /", "/: client namespace disconnect");
    ws.send("40");
    assertThat(ws.take()).containsExactly("40");
    only("/").disconnect();

    assertThat(ws.take()).containsExactly("41");
    assertThat(fixture.takeLog()).containsExactly("connection /", "/: server namespace disconnect");
  }

  @Test
  void sharesRoomsWithLaterClients() {
    InMemoryClient old = connected();
    InMemoryClient current = fixture.client("40");
    fixture.io.emit("hello", 1);

    assertThat(old.webSocket().take()).containsExactly("42[\"hello\",1]");
    assertThat(current.webSocket().take()).containsExactly("42[\"hello\",1]");
  }
}
