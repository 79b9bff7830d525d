package dev.oneport.security;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a token says, verified. Immutable.
 *
 * @param all of it
 * @param expiresAt when it is good no more, the leeway for other clocks included
 */
public record Claims(JsonObject all, Instant expiresAt) {

  /** Whom it is about; null if it does not say. */
  public @Nullable String subject() {
    return all.get("sub") instanceof JsonString text && !text.getString().isEmpty()
        ? text.getString()
        : null;
  }

  /**
   * The strings of a claim: of a list, or the words of a text, as in {@code scope}.
   *
   * @param path names of claims, each inside of the one before, joined by dots; a claim whose own
   *     name has dots is found first
   * @return none if it is not there, or nothing of that kind
   */
  public Set<String> strings(String path) {
    return strings(all, path).collect(Collectors.toUnmodifiableSet());
  }

  /** The same of any claims. */
  public static Stream<String> strings(JsonObject claims, String path) {
    JsonValue value = find(claims, path);
    if (value instanceof JsonString text) {
      return Stream.of(text.getString().split(" ", -1)).filter(word -> !word.isEmpty());
    }
    List<? extends JsonValue> values = value instanceof JsonArray array ? array : List.of();
    return values.stream()
        .filter(JsonString.class::isInstance)
        .map(each -> ((JsonString) each).getString());
  }

  private static @Nullable JsonValue find(JsonObject claims, String path) {
    JsonValue whole = claims.get(path);
    int dot = path.indexOf('.');
    if (whole != null || dot < 0) {
      return whole;
    }
    return claims.get(path.substring(0, dot)) instanceof JsonObject inner
        ? find(inner, path.substring(dot + 1))
        : null;
  }

  /** Tells no claim. */
  @Override
  public String toString() {
    return "Claims[expiresAt=" + expiresAt + "]";
  }
}
