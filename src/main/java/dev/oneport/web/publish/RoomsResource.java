package dev.oneport.web.publish;

import dev.oneport.ClientSession;
import dev.oneport.Namespace;
import dev.oneport.config.ApiGrant;
import dev.oneport.web.ProblemException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of this server and who is in them. {@link PublishGate} has let the request in.
 *
 * <p>A name stands in the path, percent-encoded. Some servers refuse paths with an encoded slash,
 * backslash or percent sign, whatever the application: for all of them there is {@code
 * rooms/-?room=name}.
 */
@Path("rooms")
public class RoomsResource {
  private static final String IN_QUERY = "-";

  /**
   * Lists the rooms that somebody is in, but for those that a client alone is in.
   *
   * @throws ProblemException if that is not allowed, or there is no such namespace
   */
  @GET
  public Response rooms(
      @Context HttpServletRequest request,
      @QueryParam("namespace") @Nullable String namespaceName,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    Access access = Access.of(request);
    access.require(ApiGrant.READ);
    Page page = Page.of(limit, after);
    Namespace namespace = access.namespace(Names.namespace(namespaceName));
    Page.Found<JsonObject> found =
        page.of(namespace.rooms(), room -> room, room -> room(access, namespace, room));
    return Answers.page("rooms", found);
  }

  private static @Nullable JsonObject room(Access access, Namespace namespace, String room) {
    Set<String> members = namespace.members(room);
    boolean isShown =
        !members.isEmpty()
            && !members.contains(room)
            && access.allows(ApiGrant.READ, namespace.name(), room);
    return isShown
        ? Json.createObjectBuilder().add("room", room).add("members", members.size()).build()
        : null;
  }

  /**
   * Counts the members of a room, by transport.
   *
   * @return 200, also of a room that nobody is in
   * @throws ProblemException if that is not allowed, or there is no such namespace
   */
  @GET
  @Path("{room}")
  public Response room(
      @Context HttpServletRequest request,
      @PathParam("room") String inPath,
      @QueryParam("room") @Nullable String inQuery,
      @QueryParam("namespace") @Nullable String namespaceName) {
    Access access = Access.of(request);
    String room = name(inPath, inQuery);
    String namespace = Names.namespace(namespaceName);
    access.require(ApiGrant.READ, namespace, room);
    access.namespace(namespace);
    Map<String, Integer> transports = new TreeMap<>();
    for (ClientSession session : access.sessions().inRoom(namespace, room)) {
      transports.merge(session.transport().text(), 1, Integer::sum);
    }
    JsonObjectBuilder counts = Json.createObjectBuilder();
    transports.forEach(counts::add);
    JsonObject answer =
        Json.createObjectBuilder()
            .add("namespace", namespace)
            .add("room", room)
            .add("members", transports.values().stream().mapToInt(Integer::intValue).sum())
            .add("transports", counts)
            .build();
    return Answers.json(200, answer.toString());
  }

  /**
   * Makes sessions join and leave a room.
   *
   * @param body a {@link MembersRequest}
   * @return 200, with what became of each
   * @throws ProblemException if that is not allowed, there is no such namespace, or the body is
   *     wrong
   */
  @POST
  @Path("{room}/members")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response members(
      @Context HttpServletRequest request,
      @PathParam("room") String inPath,
      @QueryParam("room") @Nullable String inQuery,
      @QueryParam("namespace") @Nullable String namespaceName,
      InputStream body)
      throws IOException {
    Access access = Access.of(request);
    String room = name(inPath, inQuery);
    String namespace = Names.namespace(namespaceName);
    access.require(ApiGrant.MANAGE, namespace, room);
    Body read = Body.read(null, body, access.config().engine().maxPayloadBytes());
    MembersRequest wanted = MembersRequest.parse(read.json());
    Members members = new Members(access.sessions(), access.namespace(namespace), room);
    return Answers.json(200, members.change(wanted).toString());
  }

  private static String name(String inPath, @Nullable String inQuery) {
    String name = inPath.equals(IN_QUERY) && inQuery != null ? inQuery : inPath;
    String wrong = Names.wrongWithRoom(name);
    if (wrong != null) {
      throw new ProblemException(Problems.invalidParameter("room", wrong));
    }
    return name;
  }
}
