package dev.oneport.it.app;

import dev.oneport.Namespace;
import dev.oneport.Of;
import dev.oneport.SessionRegistry;
import dev.oneport.Socket;
import dev.oneport.SocketIoServer;
import dev.oneport.TransportName;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Collectors;

/** What an HTTP request of the application does to its sockets. */
@Path("")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ItResource {

  @Inject private SocketIoServer io;
  @Inject private SessionRegistry sessions;
  @Inject private Held held;

  @Inject
  @Of("/chat")
  private Namespace chat;

  /** A text for everybody. */
  public record Text(String text) {}

  /** Who is to be emitted to, by how many threads, how often each. */
  public record Torture(String socket, int threads, int each) {}

  /** What is to be emitted, how often, and how large. */
  public record Flood(String room, String event, int count, int bytes) {}

  /** Emits by the injected server. */
  @POST
  @Path("emit")
  public void emit(Text text) {
    io.of("chat").emit("injected", text.text());
  }

  /** Emits events with their number, one after the other, to a room of the main namespace. */
  @POST
  @Path("flood")
  public void flood(Flood flood) {
    String text = "x".repeat(flood.bytes());
    for (int i = 0; i < flood.count(); i++) {
      io.to(flood.room()).emit(flood.event(), i, text);
    }
  }

  /** Emits by the injected namespace. */
  @POST
  @Path("chat")
  public void chat(Text text) {
    chat.emit("qualified", text.text());
  }

  /** Lets a held handler go. */
  @POST
  @Path("release/{name}")
  public void release(@PathParam("name") String name) {
    held.release(name);
  }

  /** How many sessions there are on each transport that has some. */
  @GET
  @Path("sessions")
  public Map<String, Integer> sessions() {
    Map<String, Integer> counts = new TreeMap<>();
    for (TransportName transport : TransportName.values()) {
      counts.put(transport.text(), sessions.count(transport));
    }
    counts.put("all", sessions.count());
    return counts;
  }

  /** The transports of the sessions from one address. */
  @GET
  @Path("sessions/{address}")
  public Set<String> sessions(@PathParam("address") String address) {
    return sessions.sessions().stream()
        .filter(session -> session.address().equals(address))
        .map(session -> session.transport().text())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Emits to one socket from many threads that begin together. */
  @POST
  @Path("torture")
  public void torture(Torture torture) throws InterruptedException {
    Socket socket = chat.socket(torture.socket()).orElseThrow(NotFoundException::new);
    CyclicBarrier start = new CyclicBarrier(torture.threads());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < torture.threads(); i++) {
      int number = i;
      Thread thread = new Thread(() -> emitAll(socket, number, torture.each(), start), "torture");
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void emitAll(Socket socket, int thread, int count, CyclicBarrier start) {
    try {
      start.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    for (int i = 0; i < count; i++) {
      socket.emit("torture", thread, i);
    }
  }
}
