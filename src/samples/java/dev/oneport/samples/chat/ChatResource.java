package dev.oneport.samples.chat;

import dev.oneport.Namespace;
import dev.oneport.Of;
import dev.oneport.samples.media.Picture;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rooms, and what is said in them, over HTTP; what is stored is then told to the sockets. */
@RequestScoped
@Path("chat")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ChatResource {
  @Inject Rooms rooms;
  @Inject EmptyRooms emptyRooms;

  @Inject
  @Of("/room")
  Namespace list;

  @Inject
  @Of("/chat")
  Namespace chat;

  @Inject HttpServletRequest request;

  /**
   * What a visitor sees of a room.
   *
   * @param open whether no password is needed any more
   */
  public record Door(Room room, boolean open) {}

  /** What opens a door. */
  public record Entry(@Nullable @Size(max = 200) String password) {}

  /** What is said. */
  public record Words(@NotBlank @Size(max = 2000) String text) {}

  private Visitor visitor() {
    return Visitor.of(request.getSession());
  }

  private Room entered(long id) {
    Room room = existing(id);
    if (!visitor().mayEnter(id)) {
      throw new ForbiddenException("enter the room first");
    }
    return room;
  }

  private Room existing(long id) {
    return rooms.find(id).orElseThrow(() -> new NotFoundException("there is no such room"));
  }

  /** Who asks: from now on the HTTP session has a colour. */
  @GET
  @Path("me")
  public Map<String, String> me() {
    return Map.of("colour", visitor().colour());
  }

  /** Which rooms there are. */
  @GET
  @Path("rooms")
  public List<Room> rooms() {
    return rooms.all();
  }

  /** Opens one, and enters it. */
  @POST
  @Path("rooms")
  public Response open(@NotNull @Valid NewRoom wish) {
    Visitor owner = visitor();
    Room room = rooms.add(wish, owner.colour());
    owner.enter(room.id());
    emptyRooms.opened(room);
    list.emit("newRoom", room);
    return Response.status(Status.CREATED).entity(room).build();
  }

  /** A room, from outside. */
  @GET
  @Path("rooms/{id}")
  public Door door(@PathParam("id") long id) {
    Room room = existing(id);
    return new Door(room, !room.closed() || visitor().mayEnter(id));
  }

  /** Opens the door; once is enough. */
  @POST
  @Path("rooms/{id}/entry")
  public Room enter(@PathParam("id") long id, @NotNull @Valid Entry entry) {
    Room room = existing(id);
    if (!visitor().mayEnter(id) && !rooms.opens(id, entry.password())) {
      throw new ForbiddenException("the password is wrong");
    }
    if (chat.members(room.channel()).size() >= room.capacity()) {
      throw new ForbiddenException("the room is full");
    }
    visitor().enter(id);
    return room;
  }

  /** What was said last, the latest first. */
  @GET
  @Path("rooms/{id}/lines")
  public List<Line> lines(@PathParam("id") long id) {
    return rooms.lines(entered(id).id());
  }

  /** Says something. */
  @POST
  @Path("rooms/{id}/lines")
  public Line say(@PathParam("id") long id, @NotNull @Valid Words words) {
    Room room = entered(id);
    Line line = rooms.say(id, visitor().colour(), words.text());
    chat.to(room.channel()).emit("chat", line);
    return line;
  }

  /** Shows a picture: the body is the file. Of this type, no other site's form can send one. */
  @POST
  @Path("rooms/{id}/pictures")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  public Line show(@PathParam("id") long id, InputStream body) throws IOException {
    Room room = entered(id);
    Line line = rooms.show(id, visitor().colour(), Picture.read(body));
    chat.to(room.channel()).emit("chat", line);
    return line;
  }

  /** The picture of a line. */
  @GET
  @Path("rooms/{id}/pictures/{line}")
  @Produces(MediaType.WILDCARD)
  public Response picture(@PathParam("id") long id, @PathParam("line") long line) {
    return rooms
        .picture(entered(id).id(), line)
        .orElseThrow(() -> new NotFoundException("there is no such picture"))
        .response();
  }
}
