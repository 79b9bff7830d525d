package dev.oneport.samples.chat;

import dev.oneport.samples.Passwords;
import dev.oneport.samples.data.Database;
import dev.oneport.samples.media.Picture;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rooms, as they are stored. Each method is one transaction: what it returns is committed. */
@ApplicationScoped
public class Rooms {
  private static final int MOST = 200;
  private static final int LAST_LINES = 100;

  @Inject Database database;

  /** The latest first. */
  public List<Room> all() {
    return database.inTransaction(RoomQueries.class, rooms -> rooms.all(MOST));
  }

  /** One of them. */
  public Optional<Room> find(long id) {
    return database.inTransaction(RoomQueries.class, rooms -> rooms.find(id));
  }

  /** Opens one. */
  public Room add(NewRoom wish, String owner) {
    String password = wish.password();
    String hash = password == null || password.isEmpty() ? null : Passwords.hash(password);
    return database.inTransaction(
        RoomQueries.class,
        rooms -> rooms.find(rooms.add(wish.title(), owner, wish.capacity(), hash)).orElseThrow());
  }

  /** Whether that is the password, or none is needed. */
  public boolean opens(long id, @Nullable String password) {
    return database
        .inTransaction(RoomQueries.class, rooms -> rooms.password(id))
        .map(hash -> password != null && Passwords.matches(password, hash))
        .orElse(true);
  }

  /** Closes one; false if there was none. */
  public boolean remove(long id) {
    return database.inTransaction(RoomQueries.class, rooms -> rooms.remove(id) > 0);
  }

  /** What was said last, the latest first. */
  public List<Line> lines(long room) {
    return database.inTransaction(RoomQueries.class, rooms -> rooms.lines(room, LAST_LINES));
  }

  /** Somebody says something. */
  public Line say(long room, String author, String text) {
    return add(room, author, text, null);
  }

  /** Somebody shows something. */
  public Line show(long room, String author, Picture picture) {
    return add(room, author, "", picture);
  }

  private Line add(long room, String author, String text, @Nullable Picture picture) {
    Instant now = Instant.now();
    String type = picture == null ? null : picture.type();
    byte[] bytes = picture == null ? null : picture.bytes();
    long id =
        database.inTransaction(
            RoomQueries.class, rooms -> rooms.addLine(room, author, text, type, bytes, now));
    return new Line(id, author, text, picture != null, now);
  }

  /** A picture that was shown. */
  public Optional<Picture> picture(long room, long line) {
    return database.inTransaction(RoomQueries.class, rooms -> rooms.picture(room, line));
  }
}
