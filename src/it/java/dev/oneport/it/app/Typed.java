package dev.oneport.it.app;

import dev.oneport.Ack;
import dev.oneport.DisconnectReason;
import dev.oneport.EventArguments;
import dev.oneport.EventName;
import dev.oneport.Namespace;
import dev.oneport.Of;
import dev.oneport.OnAny;
import dev.oneport.OnError;
import dev.oneport.OnEvent;
import dev.oneport.RoomJoined;
import dev.oneport.Socket;
import dev.oneport.SocketConnected;
import dev.oneport.SocketDisconnected;
import dev.oneport.SocketNamespace;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Everything that typed handlers can do, on /typed. */
@SocketNamespace("/typed")
@ApplicationScoped
public class Typed {

  @Inject private Visit visit;

  @Inject
  @Of("/typed")
  private Namespace typed;

  /** With a constraint. */
  public record Line(@NotBlank(message = "must have a text") String text, TimeUnit unit) {}

  @OnEvent("kinds")
  String kinds(
      Line line,
      Socket socket,
      int number,
      @EventName String event,
      List<Line> more,
      Map<String, Integer> numbers,
      Optional<String> maybe,
      String... rest) {
    return String.join(
        " ",
        line.text(),
        line.unit().name(),
        Integer.toString(number),
        event,
        socket.namespace().name(),
        more.get(0).text(),
        numbers.toString(),
        maybe.orElse("-"),
        List.of(rest).toString());
  }

  @OnEvent("valid")
  String valid(@Valid Line line, @Max(3) int times) {
    return line.text().repeat(times);
  }

  @OnEvent("result")
  @Size(max = 3)
  String result(String text) {
    return text;
  }

  @OnEvent("stage")
  CompletionStage<String> stage(boolean fail) {
    return fail
        ? CompletableFuture.failedFuture(new UnsupportedOperationException("stage"))
        : CompletableFuture.completedFuture("done");
  }

  @OnEvent("clerk")
  @RolesAllowed("clerk")
  String clerk(Principal user, Socket socket) {
    return user.getName() + " " + socket.handshake().isUserInRole("clerk");
  }

  @OnEvent("nobody")
  @DenyAll
  String nobody() {
    return "?";
  }

  @OnEvent("traced")
  @Traced
  String traced(String text) {
    return text;
  }

  @OnEvent("visit")
  int visit() {
    visit.next();
    return visit.next();
  }

  @OnEvent("secret")
  String secret() {
    throw new IllegalStateException("expected by the test: nobody may read this");
  }

  @OnEvent("unsupported")
  void unsupported() {
    throw new UnsupportedOperationException("handler");
  }

  @OnError
  String of(UnsupportedOperationException failure, @EventName @Nullable String event) {
    return "handled " + failure.getMessage() + " of " + event;
  }

  @OnAny
  void any(@EventName String event, EventArguments arguments, Ack ack) {
    if (event.equals("unheard")) {
      ack.send(event + " " + arguments.size());
    }
  }

  /** Held emits leave after the commit, in their order. */
  @OnEvent("commit")
  @Transactional
  String commit(Socket socket) {
    typed.to(socket.id()).afterCommit().emit("stored", 1);
    typed.to(socket.id()).emit("during");
    typed.to(socket.id()).afterCommit().emit("stored", 2);
    return "committed";
  }

  @OnEvent("rollback")
  @Transactional
  String rollback(Socket socket) {
    typed.to(socket.id()).afterCommit().emit("stored", 3);
    throw new UnsupportedOperationException("rollback");
  }

  @OnEvent("outside")
  String outside(Socket socket) {
    try {
      typed.to(socket.id()).afterCommit().emit("stored", 4);
      return "emitted";
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @OnEvent("join")
  void join(Socket socket, String room) {
    socket.join(room);
  }

  void connected(@Observes @Of("/typed") SocketConnected event) {
    event.socket().emit("observed", "connected to " + event.socket().namespace().name());
  }

  void gone(@Observes @Of("typed") SocketDisconnected event) {
    if (event.reason() == DisconnectReason.CLIENT_NAMESPACE_DISCONNECT) {
      typed.emit("observed", "gone");
    }
  }

  void joined(@Observes @Of("/typed") RoomJoined event) {
    if (event.room().startsWith("observed")) {
      typed.to(event.id()).emit("observed", event.room());
    }
  }
}
