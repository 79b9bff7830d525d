package dev.oneport.engineio;

import java.security.SecureRandom;
import java.util.Base64;

/** Ids that can't be guessed, in the URL-safe alphabet. Any thread. */
public final class RandomId {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private RandomId() {}

  /** A secret of 144 bits, 24 characters: who knows it can send and receive for its client. */
  public static String secret() {
    return ofBytes(18);
  }

  /** A public id of 120 bits, 20 characters: the length that Socket.IO's adapters expect. */
  public static String publicId() {
    return ofBytes(15);
  }

  private static String ofBytes(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return ENCODER.encodeToString(bytes);
  }
}
