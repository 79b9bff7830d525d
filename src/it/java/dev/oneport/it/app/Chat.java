package dev.oneport.it.app;

import dev.oneport.Ack;
import dev.oneport.AckTimeoutException;
import dev.oneport.DisconnectReason;
import dev.oneport.Namespace;
import dev.oneport.Of;
import dev.oneport.OnConnect;
import dev.oneport.OnDisconnect;
import dev.oneport.OnEvent;
import dev.oneport.Socket;
import dev.oneport.SocketNamespace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Handlers of /chat, by annotation. */
@SocketNamespace("/chat")
@ApplicationScoped
public class Chat {

  private static final String COLLECTED = "collected";

  @Inject
  @Of("/chat")
  private Namespace chat;

  @Inject private Held held;

  /** Two numbers. */
  public record Sum(int a, int b) {}

  /** Something said in a room. */
  public record Line(String room, String text) {}

  /** A point in time. */
  public record Moment(Instant at) {}

  /** How long to wait. */
  public record Patience(int timeoutMillis) {}

  /** Who the server thinks a client is. */
  public record Identity(
      String id,
      JsonObject auth,
      Map<String, String> query,
      String address,
      String transport,
      @Nullable String agent) {}

  /** Everybody is in the lobby. */
  @OnConnect
  void joined(Socket socket) {
    socket.join("lobby");
    socket.on("echo", (args, ack) -> socket.emit("echo", args.toArray()));
    socket.emit("welcome", Map.of("id", socket.id()));
    String token = socket.handshake().auth().getString("token", "");
    if (!token.isEmpty()) {
      socket.broadcast().emit("welcomed", token);
    }
  }

  @OnDisconnect
  void left(Socket socket, DisconnectReason reason) {
    chat.emit("left", Map.of("id", socket.id(), "reason", reason.text()));
  }

  @OnEvent("sum")
  int sum(Sum sum) {
    return sum.a() + sum.b();
  }

  @OnEvent("reverse")
  byte[] reverse(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  @OnEvent("moment")
  Moment moment(long epochMillis) {
    return new Moment(Instant.ofEpochMilli(epochMillis));
  }

  @OnEvent("millis")
  long millis(Moment moment) {
    return moment.at().toEpochMilli();
  }

  @OnEvent("never")
  void never(Ack ack) {
    // The parameter takes the acknowledgement over, and nobody calls it.
  }

  @OnEvent("whoami")
  Identity whoAmI(Socket socket) {
    return new Identity(
        socket.id(),
        socket.handshake().auth(),
        socket.handshake().query(),
        socket.handshake().address(),
        socket.transport().text(),
        socket.handshake().header("user-agent"));
  }

  @OnEvent("join")
  List<String> join(Socket socket, String room) {
    socket.join(room);
    return rooms(socket);
  }

  @OnEvent("leave")
  List<String> leave(Socket socket, String room) {
    socket.leave(room);
    return rooms(socket);
  }

  private static List<String> rooms(Socket socket) {
    return socket.rooms().stream().filter(room -> !room.equals(socket.id())).sorted().toList();
  }

  @OnEvent("say")
  String say(Socket socket, Line line) {
    socket.to(line.room()).emit("said", line.text());
    return "ok";
  }

  @OnEvent("shout")
  void shout(String text) {
    chat.emit("shouted", text);
  }

  /** Waits, in its handler, for the client whose event it handles. */
  @OnEvent("ask")
  Map<String, Object> ask(Socket socket, Patience patience) {
    try {
      CompletionStage<Integer> answer =
          socket
              .timeout(Duration.ofMillis(patience.timeoutMillis()))
              .emitWithAck("question", Integer.class, 6);
      return Map.of("answer", answer.toCompletableFuture().join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof AckTimeoutException) {
        return Map.of("timedOut", true);
      }
      throw e;
    }
  }

  /** From a thread of its own, while this socket's events are handled. */
  @OnEvent("count")
  void count(Socket socket, int count) {
    Thread counter =
        new Thread(
            () -> {
              for (int i = 0; i < count; i++) {
                socket.emit("counted", i);
                pause();
              }
            },
            "counter");
    counter.start();
  }

  private static void pause() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @OnEvent("collect")
  void collect(Socket socket, int number) {
    collected(socket).add(number);
  }

  @OnEvent("collected")
  @SuppressWarnings("unchecked")
  List<Integer> collected(Socket socket) {
    return (List<Integer>)
        socket.data().computeIfAbsent(COLLECTED, any -> new CopyOnWriteArrayList<Integer>());
  }

  @OnEvent("kick")
  void kick(Socket socket) {
    socket.disconnect();
  }

  @OnEvent("kickClient")
  void kickClient(Socket socket) {
    socket.disconnectClient();
  }

  @OnEvent("boom")
  void boom() {
    throw new IllegalStateException("expected by the test");
  }

  /** Takes long: until it is released over HTTP. */
  @OnEvent("hold")
  String hold(String name) throws InterruptedException {
    held.await(name);
    return "released";
  }
}
