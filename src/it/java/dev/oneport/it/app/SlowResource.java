package dev.oneport.it.app;

import dev.oneport.ClientSession;
import dev.oneport.Namespace;
import dev.oneport.Of;
import dev.oneport.SessionRegistry;
import dev.oneport.Socket;
import dev.oneport.WhenFull;
import dev.oneport.WhenFull.Overflow;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;

/** Emits a lot, and tells what waits for whom. */
@Path("slow")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SlowResource {

  @Inject private SessionRegistry sessions;

  @Inject
  @Of("/chat")
  private Namespace chat;

  /** Events to a room. */
  public record Flood(String room, String policy, int events, int length) {}

  /** How long the longest emit took. */
  public record Took(long millis) {}

  /** Who is in a room. */
  public record Members(int count) {}

  /** A session. */
  public record State(String id, String transport, long queuedBytes, long droppedEvents) {}

  /** Emits. */
  @POST
  @Path("flood")
  public Took flood(Flood flood) {
    WhenFull policy = new WhenFull(Overflow.valueOf(flood.policy()), null);
    // The reader counts exclamation marks.
    String text = "!" + "x".repeat(flood.length());
    long longest = 0;
    for (int i = 0; i < flood.events(); i++) {
      long start = System.nanoTime();
      chat.to(flood.room()).whenFull(policy).emit("flood", text);
      longest = Math.max(longest, System.nanoTime() - start);
    }
    return new Took(longest / 1_000_000);
  }

  /** How many are in the lobby. Sockets that say that they are slow are in another room, too. */
  @GET
  @Path("lobby")
  public Members lobby() {
    for (Socket socket : chat.sockets()) {
      if (socket.handshake().auth().containsKey("slow")) {
        socket.join("slow");
      }
    }
    return new Members(chat.members("lobby").size());
  }

  /** All sessions. */
  @GET
  @Path("sessions")
  public List<State> sessions() {
    List<State> states = new ArrayList<>();
    for (ClientSession session : sessions.sessions()) {
      states.add(
          new State(
              session.id(),
              session.transport().text(),
              session.queuedBytes(),
              session.droppedEvents()));
    }
    return states;
  }
}
