package dev.oneport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.Namespace;
import dev.oneport.Socket;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.testing.InMemoryClient.WebSocket;
import dev.oneport.testing.RecordingPollSink;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Volatile events go to whoever can take them at this moment: one call of a handler here. */
class VolatileTest {
  private static final byte[] BYTES = {1, 2};

  private final Fixture fixture = Fixture.inline();
  private final Namespace main = fixture.io.of("/");

  @AfterEach
  void close() {
    fixture.close();
  }

  /** Each {@code 42["go"]} of the client makes one call of the action. */
  private WebSocket webSocket(Consumer<Socket> action) {
    onGo(action);
    return fixture.client("40").webSocket();
  }

  private InMemoryClient polling(Consumer<Socket> action) {
    onGo(action);
    InMemoryClient client = InMemoryClient.polling(fixture.engine);
    client.poll();
    client.post("40");
    client.poll();
    return client;
  }

  private void onGo(Consumer<Socket> action) {
    main.onConnection(socket -> socket.on("go", (arguments, ack) -> action.accept(socket)));
  }

  // WebSocket

  @Test
  void oneOfTwoInOneCallIsSent() {
    WebSocket ws =
        webSocket(
            socket -> {
              socket.asVolatile().emit("e", 1);
              socket.asVolatile().emit("e", 2);
            });

    ws.send("42[\"go\"]");
    assertThat(ws.take()).containsExactly("42[\"e\",1]");
    ws.send("42[\"go\"]");
    assertThat(ws.take()).containsExactly("42[\"e\",1]");
  }

  @Test
  void oneOfTwoPacketsWithAttachmentsIsSentWhole() {
    WebSocket ws =
        webSocket(
            socket -> {
              socket.asVolatile().emit("e", BYTES, BYTES);
              socket.asVolatile().emit("e", BYTES, BYTES);
            });

    ws.send("42[\"go\"]");

    assertThat(ws.take())
        .containsExactly(
            "452-[\"e\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]",
            "#0102",
            "#0102");
  }

  @Test
  void afterAnEventThatIsNotVolatileNothingVolatileIsSent() {
    WebSocket ws =
        webSocket(
            socket -> {
              socket.emit("e", 1);
              socket.asVolatile().emit("e", 2);
              socket.emit("e", 3);
            });

    ws.send("42[\"go\"]");

    assertThat(ws.take()).containsExactly("42[\"e\",1]", "42[\"e\",3]");
  }

  @Test
  void nothingVolatileIsSentWhileAWriteIsUnderWay() {
    WebSocket ws = webSocket(socket -> socket.asVolatile().emit("e"));
    ws.sink().hold();

    ws.send("42[\"go\"]");
    ws.send("42[\"go\"]");
    ws.sink().release();
    assertThat(ws.take()).containsExactly("42[\"e\"]");

    ws.send("42[\"go\"]");
    assertThat(ws.take()).containsExactly("42[\"e\"]");
  }

  @Test
  void nothingVolatileIsSentInTheCallThatConnects() {
    main.use(
        (socket, next) -> {
          socket.asVolatile().emit("in middleware");
          next.proceed();
        });
    main.onConnection(socket -> socket.asVolatile().emit("on connection"));

    WebSocket ws = fixture.client().webSocket();
    ws.send("40");

    assertThat(ws.take()).singleElement().asString().startsWith("40{\"sid\":");
  }

  @Test
  void afterTheEndNothingIsSent() {
    WebSocket ws = webSocket(Socket::disconnect);
    Socket socket = main.sockets().iterator().next();
    ws.send("42[\"go\"]");

    socket.asVolatile().emit("e");

    assertThat(ws.take()).containsExactly("41");
  }

  @Test
  void oneMayAskForAnAcknowledgement() {
    WebSocket ws = webSocket(socket -> socket.asVolatile().emitWithAck("e", Void.class));

    ws.send("42[\"go\"]");

    assertThat(ws.take()).containsExactly("420[\"e\"]");
  }

  // Long-polling

  @Test
  void pollerWithoutARequestGetsNothing() {
    InMemoryClient client = polling(socket -> socket.asVolatile().emit("e"));

    client.post("42[\"go\"]");

    assertThat(client.get().answer()).isNull();
  }

  @Test
  void pollerWithARequestGetsTheFirst() {
    InMemoryClient client =
        polling(
            socket -> {
              socket.asVolatile().emit("e", 1, BYTES);
              socket.asVolatile().emit("e", 2, BYTES);
            });
    RecordingPollSink waiting = client.get();

    client.post("42[\"go\"]");

    assertThat(waiting.answer())
        .isEqualTo("200 451-[\"e\",1,{\"_placeholder\":true,\"num\":0}]\u001ebAQI=");
    assertThat(client.get().answer()).isNull();
  }

  @Test
  void pollerGetsNothingVolatileAfterAnEventThatIsNot() {
    InMemoryClient client =
        polling(
            socket -> {
              socket.emit("e", 1);
              socket.asVolatile().emit("e", 2);
            });
    RecordingPollSink waiting = client.get();

    client.post("42[\"go\"]");

    assertThat(waiting.answer()).isEqualTo("200 42[\"e\",1]");
    assertThat(client.get().answer()).isNull();
  }

  // In the way of packets that were encoded once for many

  @Test
  void compressionIsAskedForUnlessSaidOtherwise() {
    InMemoryClient client =
        polling(
            socket -> {
              socket.compress(false).emit("e", BYTES);
            });
    RecordingPollSink waiting = client.get();

    client.post("42[\"go\"]");

    assertThat(waiting.compress()).isFalse();
  }
}
