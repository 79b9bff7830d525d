package dev.oneport.samples.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.samples.data.Database;
import dev.oneport.samples.data.TestDatabase;
import dev.oneport.samples.media.Picture;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the feed stores, on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class FeedDataIT {
  private static final String PASSWORD = "a long password";
  private static final String AWKWARD = "Robert'); drop table member; -- \\ \"ž\" 🐘";
  private static final int FIVE_MEGABYTES = 5 * 1024 * 1024;

  private final Members members = new Members();
  private final Posts posts = new Posts();

  @SuppressWarnings("UnnecessaryAssignment") // There is no CDI here that would.
  FeedDataIT(TestDatabase kind) {
    Database database = kind.open();
    members.database = database;
    posts.database = database;
  }

  private Member member(String name) {
    SignedIn signed = members.signUp(new Credentials(name, PASSWORD)).orElseThrow();
    return members.ofToken(signed.token()).orElseThrow();
  }

  @Test
  void signsUpOnceAndInWithTheRightPassword() {
    assertThat(member(AWKWARD).name()).isEqualTo(AWKWARD);

    assertThat(members.signUp(new Credentials(AWKWARD, "another password"))).isEmpty();
    assertThat(members.signIn(new Credentials(AWKWARD, PASSWORD))).isPresent();
    assertThat(members.signIn(new Credentials(AWKWARD, "another password"))).isEmpty();
    assertThat(members.signIn(new Credentials("nobody", PASSWORD))).isEmpty();
  }

  @Test
  void storesNeitherPasswordNorToken() {
    String token = members.signUp(new Credentials("alice", PASSWORD)).orElseThrow().token();

    members.database.inTransaction(
        MemberQueries.class,
        queries -> {
          assertThat(queries.find("alice").orElseThrow().password())
              .startsWith("$argon2id$")
              .doesNotContain(PASSWORD);
          assertThat(queries.findByToken(token, Instant.EPOCH)).isEmpty();
          return token;
        });
  }

  @Test
  void tokenEndsBySigningOutOrInTime() {
    String token = members.signUp(new Credentials("alice", PASSWORD)).orElseThrow().token();
    String other = members.signIn(new Credentials("alice", PASSWORD)).orElseThrow().token();

    members.signOut(token);

    assertThat(members.ofToken(token)).isEmpty();
    Member alice = members.ofToken(other).orElseThrow();
    Instant now = Instant.now();
    members.database.inTransaction(
        MemberQueries.class,
        queries -> {
          queries.addToken("old", alice.id(), now.minusSeconds(1));
          assertThat(queries.findByToken("old", now)).isEmpty();
          queries.removeOldTokens(now);
          assertThat(queries.expiry("old")).isEmpty();
          return now;
        });
    assertThat(members.ofToken(other)).contains(alice);
  }

  @Test
  void pagesNewestFirst() {
    Member alice = member("alice");
    Post first = posts.add(alice, "1");
    Post second = posts.add(alice, AWKWARD);
    Post third = posts.add(alice, "3".repeat(2000));

    assertThat(posts.page(Long.MAX_VALUE, 2)).containsExactly(third, second);
    assertThat(posts.page(second.id(), 2)).containsExactly(first);
    assertThat(second.text()).isEqualTo(AWKWARD);
    assertThat(second.author()).isEqualTo("alice");
  }

  @Test
  void onlyTheAuthorChangesAndRemoves() {
    Member alice = member("alice");
    Member mallory = member("mallory");
    Post post = posts.add(alice, "mine");

    assertThat(posts.change(post.id(), mallory, "yours")).isEmpty();
    assertThat(posts.illustrate(post.id(), mallory, picture(1))).isEmpty();
    assertThat(posts.remove(post.id(), mallory)).isFalse();
    assertThat(posts.page(Long.MAX_VALUE, 10)).containsExactly(post);

    Post changed = posts.change(post.id(), alice, "still mine").orElseThrow();
    assertThat(changed.text()).isEqualTo("still mine");
    assertThat(changed.createdAt()).isEqualTo(post.createdAt());
    assertThat(changed.changedAt()).isAfterOrEqualTo(post.changedAt());
    assertThat(posts.remove(post.id(), alice)).isTrue();
    assertThat(posts.page(Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void keepsTheLastPictureAndRemovesItWithItsPost() {
    Member alice = member("alice");
    Post post = posts.add(alice, "look");

    assertThat(posts.illustrate(post.id(), alice, picture(1)).orElseThrow().image()).isTrue();
    assertThat(posts.illustrate(post.id(), alice, picture(FIVE_MEGABYTES))).isPresent();

    Picture kept = posts.image(post.id()).orElseThrow();
    assertThat(kept.type()).isEqualTo("image/gif");
    assertThat(kept.bytes()).hasSize(FIVE_MEGABYTES);
    assertThat(posts.remove(post.id(), alice)).isTrue();
    assertThat(posts.image(post.id())).isEmpty();
  }

  private static Picture picture(int bytes) {
    return new Picture("image/gif", new byte[bytes]);
  }
}
