package dev.oneport.web.publish;

import dev.oneport.ClientSession;
import dev.oneport.TransportName;
import dev.oneport.config.ApiGrant;
import dev.oneport.web.ProblemException;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.util.Collection;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of this server, whatever their transport. {@link PublishGate} let the request in.
 */
@Path("sessions")
public class SessionsResource {
  private static final System.Logger LOG = System.getLogger(SessionsResource.class.getName());

  /**
   * Lists sessions.
   *
   * @param inNamespace only those in it; null for all
   * @param room only those in it, of the main namespace if no other is named; null for all
   * @param user only those of that user; null for all
   * @param transport only those on it; null for all
   * @param search only those with it in an id, the user or the address; null for all
   * @throws ProblemException if that is not allowed, or a parameter is wrong
   */
  @GET
  public Response sessions(
      @Context HttpServletRequest request,
      @QueryParam("namespace") @Nullable String inNamespace,
      @QueryParam("room") @Nullable String room,
      @QueryParam("user") @Nullable String user,
      @QueryParam("transport") @Nullable String transport,
      @QueryParam("search") @Nullable String search,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    Access access = Access.of(request);
    String namespace = Names.namespace(inNamespace);
    if (room == null) {
      access.requireEverywhere(ApiGrant.READ);
    } else {
      access.require(ApiGrant.READ, namespace, room);
    }
    Page page = Page.of(limit, after);
    TransportName wanted = transport == null ? null : transport(transport);
    Collection<ClientSession> sessions =
        room == null ? access.sessions().sessions() : access.sessions().inRoom(namespace, room);
    return Answers.page(
        "sessions",
        page.of(
            sessions,
            ClientSession::id,
            session ->
                (wanted == null || wanted == session.transport())
                        && (inNamespace == null || session.namespaces().contains(namespace))
                        && (user == null || user.equals(user(session)))
                        && (search == null || isFound(session, search))
                    ? describe(access, session)
                    : null));
  }

  private static boolean isFound(ClientSession session, String search) {
    String user = user(session);
    return session.id().contains(search)
        || session.address().contains(search)
        || (user != null && user.contains(search))
        || session.namespaces().stream()
            .map(session::memberId)
            .anyMatch(member -> member != null && member.contains(search));
  }

  private static TransportName transport(String name) {
    for (TransportName each : TransportName.values()) {
      if (each.text().equals(name)) {
        return each;
      }
    }
    throw new ProblemException(
        Problems.invalidParameter("transport", "polling, websocket, sse, longpoll or ws"));
  }

  private static @Nullable String user(ClientSession session) {
    Principal principal = session.principal();
    return principal == null ? null : principal.getName();
  }

  static JsonObject describe(Access access, ClientSession session) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("id", session.id())
            .add("transport", session.transport().text())
            .add("address", session.address())
            .add("connectedAt", session.connectedAt().toString())
            .add("queuedBytes", session.queuedBytes())
            .add("droppedEvents", session.droppedEvents());
    String user = user(session);
    if (user != null) {
      json.add("user", user);
    }
    JsonArrayBuilder namespaces = Json.createArrayBuilder();
    for (String name : new TreeSet<>(session.namespaces())) {
      namespaces.add(describe(access, session, name));
    }
    return json.add("namespaces", namespaces).build();
  }

  private static JsonObject describe(Access access, ClientSession session, String namespace) {
    JsonObjectBuilder json = Json.createObjectBuilder().add("namespace", namespace);
    String member = session.memberId(namespace);
    if (member != null) {
      json.add("socket", member);
    }
    JsonArrayBuilder rooms = Json.createArrayBuilder();
    for (String room : new TreeSet<>(session.rooms(namespace))) {
      if (!Objects.equals(room, member) && access.allows(ApiGrant.READ, namespace, room)) {
        rooms.add(room);
      }
    }
    return json.add("rooms", rooms).build();
  }

  /**
   * Disconnects a session, from all of its namespaces.
   *
   * @return 204: its connection ends once what is queued for it was written
   * @throws ProblemException if that is not allowed, or there is none of that id
   */
  @DELETE
  @Path("{id}")
  public Response disconnect(@Context HttpServletRequest request, @PathParam("id") String id) {
    Access access = Access.of(request);
    access.requireEverywhere(ApiGrant.MANAGE);
    if (!access.sessions().disconnect(id)) {
      throw new ProblemException(Problems.unknownSession());
    }
    LOG.log(
        Level.INFO,
        "session-disconnected: session {0} disconnected by {1}",
        id,
        access.publisher().name());
    return Response.noContent().build();
  }
}
