package dev.oneport.launch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An API key: 256 random bits in base64url. Only its hash goes into the configuration.
 *
 * @param value the key itself
 */
record RunKey(String value) {

  /** The configuration's own name for its keys, as a system property. */
  static final String KEYS_PROPERTY = "oneport.api.keys";

  /** The same in the environment. */
  static final String KEYS_VARIABLE = "ONEPORT_API_KEYS";

  private static final String GRANTS_PROPERTY = "oneport.api.grants";
  private static final String GRANTS_VARIABLE = "ONEPORT_API_GRANTS";

  /** The key itself, for the page, which hands it out on loopback only. */
  static final String PAGE_PROPERTY = "oneport.page.key";

  static RunKey random() {
    byte[] bits = new byte[32];
    new SecureRandom().nextBytes(bits);
    return new RunKey(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /** Whether somebody configured keys, be it none; then there is nothing to make. */
  static boolean isConfigured() {
    return System.getProperty(KEYS_PROPERTY) != null || System.getenv(KEYS_VARIABLE) != null;
  }

  /** What the configuration is told of it under a name: the hash. */
  String setting(String name) {
    return name + "=sha256:" + sha256(value);
  }

  /** Opens the API to it for this run: whoever has it started the server. */
  void publish() {
    System.setProperty(KEYS_PROPERTY, setting("run"));
    if (System.getProperty(GRANTS_PROPERTY) == null && System.getenv(GRANTS_VARIABLE) == null) {
      System.setProperty(GRANTS_PROPERTY, "run=publish,run=read,run=manage");
    }
    System.setProperty(PAGE_PROPERTY, value);
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
