package dev.oneport.samples.feed;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Members and their tokens. */
@RegisterConstructorMapper(Member.class)
@RegisterConstructorMapper(MemberQueries.Password.class)
public interface MemberQueries {
  /** A member's hash. */
  record Password(long id, String name, String password) {}

  /** Returns 0 if the name is taken. */
  @SqlUpdate("insert into member (name, password) values (:name, :password) on conflict do nothing")
  int add(String name, String password);

  @SqlQuery("select id, name, password from member where name = :name")
  Optional<Password> find(String name);

  @SqlUpdate("insert into token (hash, member_id, expires_at) values (:hash, :member, :expiresAt)")
  void addToken(String hash, long member, Instant expiresAt);

  @SqlQuery(
      "select m.id, m.name from member m join token t on t.member_id = m.id"
          + " where t.hash = :hash and t.expires_at > :now")
  Optional<Member> findByToken(String hash, Instant now);

  @SqlQuery("select expires_at from token where hash = :hash")
  Optional<Instant> expiry(String hash);

  @SqlUpdate("delete from token where hash = :hash")
  void removeToken(String hash);

  @SqlUpdate("delete from token where expires_at < :now")
  void removeOldTokens(Instant now);
}
