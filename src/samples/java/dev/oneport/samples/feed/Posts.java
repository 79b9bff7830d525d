package dev.oneport.samples.feed;

import dev.oneport.samples.data.Database;
import dev.oneport.samples.media.Picture;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What has been written. Each method is one transaction: what it returns is committed. */
@ApplicationScoped
public class Posts {
  @Inject Database database;

  /** Newest first, those before one of them. */
  public List<Post> page(long before, int limit) {
    return database.inTransaction(PostQueries.class, posts -> posts.page(before, limit));
  }

  /** Stores a new one. */
  public Post add(Member author, String text) {
    return database.inTransaction(
        PostQueries.class,
        posts -> {
          long id = posts.add(author.id(), text, Instant.now());
          return posts.find(id).orElseThrow();
        });
  }

  /** Changes one; empty if the author has none of that id. */
  public Optional<Post> change(long id, Member author, String text) {
    return database.inTransaction(
        PostQueries.class,
        posts ->
            posts.change(id, author.id(), text, Instant.now()) == 0
                ? Optional.empty()
                : posts.find(id));
  }

  /** Removes one; false if the author has none of that id. */
  public boolean remove(long id, Member author) {
    return database.inTransaction(PostQueries.class, posts -> posts.remove(id, author.id()) > 0);
  }

  /** Gives one a picture, in place of the one before; empty if the author has none of that id. */
  public Optional<Post> illustrate(long id, Member author, Picture image) {
    return database.inTransaction(
        PostQueries.class,
        posts -> {
          Optional<Post> post =
              posts.find(id).filter(found -> found.author().equals(author.name()));
          if (post.isEmpty()) {
            return post;
          }
          posts.removeImage(id);
          posts.addImage(id, image.type(), image.bytes());
          return posts.find(id);
        });
  }

  /** The picture of one. */
  public Optional<Picture> image(long id) {
    return database.inTransaction(PostQueries.class, posts -> posts.image(id));
  }
}
