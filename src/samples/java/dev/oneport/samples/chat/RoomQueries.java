package dev.oneport.samples.chat;

import dev.oneport.samples.media.Picture;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Rooms and what was said in them. */
@RegisterConstructorMapper(Room.class)
@RegisterConstructorMapper(Line.class)
@RegisterConstructorMapper(Picture.class)
public interface RoomQueries {
  @SqlQuery(
      "select id, title, owner, capacity, password is not null as closed from room order by id desc"
          + " limit :limit")
  List<Room> all(int limit);

  @SqlQuery(
      "select id, title, owner, capacity, password is not null as closed from room where id = :id")
  Optional<Room> find(long id);

  @SqlQuery("select password from room where id = :id and password is not null")
  Optional<String> password(long id);

  @SqlUpdate(
      "insert into room (title, owner, capacity, password)"
          + " values (:title, :owner, :capacity, :password)")
  @GetGeneratedKeys("id")
  long add(String title, String owner, int capacity, @Nullable String password);

  @SqlUpdate("delete from room where id = :id")
  int remove(long id);

  @SqlQuery(
      "select id, author, text, picture is not null as picture, said_at from line"
          + " where room_id = :room order by id desc limit :limit")
  List<Line> lines(long room, int limit);

  @SqlUpdate(
      "insert into line (room_id, author, text, type, picture, said_at)"
          + " values (:room, :author, :text, :type, :picture, :now)")
  @GetGeneratedKeys("id")
  long addLine(
      long room,
      String author,
      String text,
      @Nullable String type,
      byte @Nullable [] picture,
      Instant now);

  @SqlQuery(
      "select type, picture as bytes from line"
          + " where id = :line and room_id = :room and picture is not null")
  Optional<Picture> picture(long room, long line);
}
