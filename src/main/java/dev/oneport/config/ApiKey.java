package dev.oneport.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The name and the SHA-256 hash of an API key; the key itself is not kept. Immutable. */
public final class ApiKey {
  private static final String PREFIX = "sha256:";

  private final String name;
  private final byte[] hash;

  private ApiKey(String name, byte[] hash) {
    this.name = name;
    this.hash = hash;
  }

  /**
   * Reads {@code sha256:<64 hex digits>}.
   *
   * @param name for people, as in logs
   * @throws IllegalArgumentException if the hash is not of that form
   */
  public static ApiKey ofHash(String name, String hash) {
    if (!hash.startsWith(PREFIX) || hash.length() != PREFIX.length() + 64) {
      throw new IllegalArgumentException("not " + PREFIX + "<64 hex digits>");
    }
    return new ApiKey(name, HexFormat.of().parseHex(hash, PREFIX.length(), hash.length()));
  }

  /** Hashes a key; {@link #matches} compares it with others. */
  public static byte[] hashOf(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The one of some keys that this is.
   *
   * @param key as a client sent it; compared with all of them, whichever fits, so that the time
   *     tells nothing
   * @return null if it is none of them
   */
  public static @Nullable ApiKey find(String key, List<ApiKey> keys) {
    byte[] hash = hashOf(key);
    ApiKey found = null;
    for (ApiKey each : keys) {
      if (each.matches(hash)) {
        found = each;
      }
    }
    return found;
  }

  /** For people, as in logs. */
  public String name() {
    return name;
  }

  /**
   * Whether this is the hash of the key, found out in constant time.
   *
   * @param keyHash a {@link #hashOf}
   */
  public boolean matches(byte[] keyHash) {
    return MessageDigest.isEqual(hash, keyHash);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ApiKey that && name.equals(that.name) && Arrays.equals(hash, that.hash);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
