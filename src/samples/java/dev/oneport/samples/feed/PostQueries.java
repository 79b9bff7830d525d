package dev.oneport.samples.feed;

import dev.oneport.samples.media.Picture;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Posts and their images. */
@RegisterConstructorMapper(Post.class)
@RegisterConstructorMapper(Picture.class)
public interface PostQueries {
  /** Newest first, those before one of them. */
  @SqlQuery(
      "select p.id, m.name as author, p.text, i.post_id is not null as image, p.created_at, p.changed_at"
          + " from post p join member m on m.id = p.member_id left join image i on i.post_id = p.id"
          + " where p.id < :before order by p.id desc limit :limit")
  List<Post> page(long before, int limit);

  @SqlQuery(
      "select p.id, m.name as author, p.text, i.post_id is not null as image, p.created_at, p.changed_at"
          + " from post p join member m on m.id = p.member_id left join image i on i.post_id = p.id"
          + " where p.id = :id")
  Optional<Post> find(long id);

  @SqlUpdate(
      "insert into post (member_id, text, created_at, changed_at) values (:member, :text, :now, :now)")
  @GetGeneratedKeys("id")
  long add(long member, String text, Instant now);

  /** Returns 0 if there is none of that member. */
  @SqlUpdate(
      "update post set text = :text, changed_at = :now where id = :id and member_id = :member")
  int change(long id, long member, String text, Instant now);

  @SqlUpdate("delete from post where id = :id and member_id = :member")
  int remove(long id, long member);

  @SqlUpdate("delete from image where post_id = :post")
  void removeImage(long post);

  @SqlUpdate("insert into image (post_id, type, bytes) values (:post, :type, :bytes)")
  void addImage(long post, String type, byte[] bytes);

  @SqlQuery("select type, bytes from image where post_id = :post")
  Optional<Picture> image(long post);
}
