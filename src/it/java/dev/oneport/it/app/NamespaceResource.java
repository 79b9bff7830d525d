package dev.oneport.it.app;

import dev.oneport.BroadcastAckTimeoutException;
import dev.oneport.BroadcastOperator;
import dev.oneport.Namespace;
import dev.oneport.Of;
import dev.oneport.RemoteSocket;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** What an HTTP request of the application does to namespaces and to many sockets at once. */
@Path("namespaces")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class NamespaceResource {

  @Inject private Dynamic dynamic;

  @Inject
  @Of("/chat")
  private Namespace chat;

  /** Whom it is about, and how long to wait or where to go. */
  public record Wish(String room, int timeoutMillis, String other) {}

  /** Lets clients make namespaces, from now on. */
  @POST
  @Path("dynamic")
  public void open() {
    dynamic.parent();
  }

  /** The names of those there are. */
  @GET
  @Path("dynamic")
  public List<String> children() {
    return dynamic.parent().children().stream().map(Namespace::name).sorted().toList();
  }

  /** Emits to all of them. */
  @POST
  @Path("tick")
  public void tick(Wish wish) {
    dynamic.parent().emit("tick", wish.other());
  }

  /** Asks everybody in a room. */
  @POST
  @Path("confirm")
  public Map<String, Object> confirm(Wish wish) {
    BroadcastOperator room = chat.to(wish.room()).timeout(Duration.ofMillis(wish.timeoutMillis()));
    try {
      return Map.of(
          "answers",
          room.emitWithAck("confirm", Integer.class, 20).toCompletableFuture().join(),
          "missing",
          List.of());
    } catch (CompletionException e) {
      if (e.getCause() instanceof BroadcastAckTimeoutException timeout) {
        return Map.of("answers", timeout.answers(), "missing", new ArrayList<>(timeout.missing()));
      }
      throw e;
    }
  }

  /** Who is in a room. */
  @POST
  @Path("fetch")
  public List<String> fetch(Wish wish) {
    return fetched(wish).stream().map(RemoteSocket::id).sorted().toList();
  }

  /** Emits to each of them by itself. */
  @POST
  @Path("each")
  public void each(Wish wish) {
    fetched(wish).forEach(socket -> socket.emit("each", socket.id(), socket.rooms().size()));
  }

  private List<RemoteSocket> fetched(Wish wish) {
    return chat.in(wish.room()).fetchSockets().toCompletableFuture().join();
  }

  /** Does something with everybody in a room. */
  @POST
  @Path("{action}")
  public void act(@PathParam("action") String action, Wish wish) {
    BroadcastOperator room = chat.in(wish.room());
    switch (action) {
      case "join" -> room.socketsJoin(wish.other());
      case "leave" -> room.socketsLeave(wish.other());
      case "disconnect" -> room.disconnectSockets();
      case "close" -> room.disconnectSockets(true);
      default -> throw new IllegalArgumentException(action);
    }
  }
}
