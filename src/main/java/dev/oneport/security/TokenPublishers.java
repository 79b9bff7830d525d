package dev.oneport.security;

import dev.oneport.config.ApiGrant;
import dev.oneport.config.RoomPatterns;
import dev.oneport.publish.Credentials;
import dev.oneport.publish.PublishAuthority;
import dev.oneport.publish.PublishRights;
import dev.oneport.publish.Publisher;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Knows those who have a token: its claim {@code publish} names the rooms that they may emit to, as
 * {@code oneport.api.rooms} does. Any thread.
 *
 * <p>Nothing is waited for: a token made with a key that is not known yet is refused, while that
 * key is looked for.
 */
public record TokenPublishers(Tokens tokens) implements PublishAuthority {
  private static final String CLAIM = "publish";

  @Override
  public boolean isOpen() {
    return tokens.areAccepted();
  }

  @Override
  public @Nullable Publisher identify(Credentials credentials) {
    String token = credentials.bearer();
    if (token == null || !tokens.areAccepted()) {
      return null;
    }
    CompletableFuture<Claims> verified = tokens.verify(token).toCompletableFuture();
    Claims claims;
    try {
      claims = verified.getNow(null);
    } catch (CompletionException bad) {
      return null;
    }
    String subject = claims == null ? null : claims.subject();
    return claims == null || subject == null
        ? null
        : new Publisher("token:" + subject, rights(claims));
  }

  /** None if a name in the claim is none: no part of it is guessed at. */
  private static PublishRights rights(Claims claims) {
    Set<String> rooms = claims.strings(CLAIM);
    try {
      return PublishRights.in(
          RoomPatterns.of(List.copyOf(rooms)),
          rooms.isEmpty() ? Set.of() : Set.of(ApiGrant.PUBLISH));
    } catch (IllegalArgumentException e) {
      return PublishRights.in(RoomPatterns.none(), Set.of());
    }
  }
}
