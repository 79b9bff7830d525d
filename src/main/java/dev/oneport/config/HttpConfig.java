package dev.oneport.config;

import org.jspecify.annotations.Nullable;

/**
 * Settings of Engine.IO's HTTP answers, and of the code of the application that takes part in them.
 *
 * @param addTrailingSlash whether the URL must go on with a slash after the path
 * @param compression of answers to polls
 * @param cookie sent with the answer to a handshake over long-polling; null for none
 * @param decisionTimeoutMillis how long code of the application may take to decide about a request
 */
public record HttpConfig(
    boolean addTrailingSlash,
    Compression compression,
    @Nullable CookieConfig cookie,
    int decisionTimeoutMillis) {

  /**
   * Compression of answers to polls.
   *
   * @param enabled whether there is any
   * @param thresholdBytes shorter answers are sent as they are
   */
  public record Compression(boolean enabled, int thresholdBytes) {
    /** Whether an answer of that length is to be compressed for a client that understands it. */
    public boolean appliesTo(int bytes) {
      return enabled && bytes >= thresholdBytes;
    }
  }

  /** The built-in defaults. */
  public static HttpConfig defaults() {
    return new HttpConfig(false, new Compression(true, 1_024), null, 10_000);
  }
}
