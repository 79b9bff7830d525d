package dev.oneport.samples.feed;

import dev.oneport.Namespace;
import dev.oneport.Of;
import dev.oneport.samples.media.Picture;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Posts. What changes is stored first; then every open page is told. */
@RequestScoped
@Path("feed/posts")
@Produces(MediaType.APPLICATION_JSON)
public class FeedResource {
  @Inject
  @Of("/feed")
  Namespace feed;

  @Inject Posts posts;

  /** Newest first; {@code before} is the id of the last one of the page before. */
  @GET
  public List<Post> page(
      @QueryParam("before") @DefaultValue("9223372036854775807") long before,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit) {
    return posts.page(before, limit);
  }

  /** Writes one. */
  @POST
  @MembersOnly
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(@NotNull @Valid NewPost newPost, @Context SecurityContext who) {
    Post post = posts.add(member(who), newPost.text());
    feed.emit("posts", Map.of("action", "create", "post", post));
    return Response.status(Status.CREATED).entity(post).build();
  }

  /** Writes it anew. */
  @PUT
  @Path("{id}")
  @MembersOnly
  @Consumes(MediaType.APPLICATION_JSON)
  public Post change(
      @PathParam("id") long id, @NotNull @Valid NewPost newPost, @Context SecurityContext who) {
    Post post = posts.change(id, member(who), newPost.text()).orElseThrow(FeedResource::notYours);
    feed.emit("posts", Map.of("action", "update", "post", post));
    return post;
  }

  /** Takes it away. */
  @DELETE
  @Path("{id}")
  @MembersOnly
  public void remove(@PathParam("id") long id, @Context SecurityContext who) {
    if (!posts.remove(id, member(who))) {
      throw notYours();
    }
    feed.emit("posts", Map.of("action", "delete", "post", Map.of("id", id)));
  }

  /** Adds a picture: the body is the file. */
  @PUT
  @Path("{id}/image")
  @MembersOnly
  @Consumes("image/*")
  public Post illustrate(@PathParam("id") long id, InputStream body, @Context SecurityContext who)
      throws IOException {
    Picture image = Picture.read(body);
    Post post = posts.illustrate(id, member(who), image).orElseThrow(FeedResource::notYours);
    feed.emit("posts", Map.of("action", "update", "post", post));
    return post;
  }

  /** The picture. */
  @GET
  @Path("{id}/image")
  @Produces(MediaType.WILDCARD)
  public Response image(@PathParam("id") long id) {
    return posts.image(id).orElseThrow(FeedResource::noPicture).response();
  }

  private static NotFoundException noPicture() {
    return new NotFoundException("there is no such picture");
  }

  private static Member member(SecurityContext who) {
    return (Member) who.getUserPrincipal();
  }

  private static NotFoundException notYours() {
    return new NotFoundException("you have no such post");
  }
}
