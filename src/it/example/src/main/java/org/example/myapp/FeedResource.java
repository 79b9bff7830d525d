package org.example.myapp;

import dev.oneport.SocketIoServer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;

/** {@code POST /rest/feed} shows a post on every page that is open. */
@Path("feed")
@RequestScoped
public class FeedResource {
  @Inject SocketIoServer io;

  @POST
  public void create(Post post) {
    io.emit("posts", Map.of("action", "create", "post", post));
  }
}
