package dev.oneport.samples.feed;

import dev.oneport.samples.Passwords;
import dev.oneport.samples.data.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Who may write, and by what they show it. */
@ApplicationScoped
public class Members {
  private static final Duration TOKENS_LAST = Duration.ofDays(7);
  private static final int TOKEN_BYTES = 32;

  /**
   * Compared with where there is no member: so that names can't be found out by the time it takes.
   */
  private static final String NOBODY = Passwords.hash("nobody");

  @Inject Database database;

  private final SecureRandom random = new SecureRandom();

  /** Makes a member and signs it in; empty if the name is taken. */
  public Optional<SignedIn> signUp(Credentials credentials) {
    String hash = Passwords.hash(credentials.password());
    int added =
        database.inTransaction(
            MemberQueries.class, members -> members.add(credentials.name(), hash));
    return added == 0 ? Optional.empty() : signIn(credentials);
  }

  /** Signs in; empty if name or password is wrong. */
  public Optional<SignedIn> signIn(Credentials credentials) {
    Optional<MemberQueries.Password> member =
        database.inTransaction(MemberQueries.class, members -> members.find(credentials.name()));
    String hash = member.map(MemberQueries.Password::password).orElse(NOBODY);
    boolean right = Passwords.matches(credentials.password(), hash);
    return right ? member.map(this::token) : Optional.empty();
  }

  private SignedIn token(MemberQueries.Password member) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant now = Instant.now();
    Instant end = now.plus(TOKENS_LAST);
    database.inTransaction(
        MemberQueries.class,
        members -> {
          members.removeOldTokens(now);
          members.addToken(hash(token), member.id(), end);
          return end;
        });
    return new SignedIn(member.name(), token, end);
  }

  /** Whose a token is; empty if it is nobody's, or too old. */
  public Optional<Member> ofToken(String token) {
    return database.inTransaction(
        MemberQueries.class, members -> members.findByToken(hash(token), Instant.now()));
  }

  /** The token is good for nothing any more. */
  public void signOut(String token) {
    database.inTransaction(
        MemberQueries.class,
        members -> {
          members.removeToken(hash(token));
          return token;
        });
  }

  private static String hash(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every JDK has it.
    }
  }
}
