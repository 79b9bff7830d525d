package dev.oneport.config;

/**
 * How often something may be done: so many times at once, and as many again within so long.
 * Immutable.
 *
 * @param count at once, 1 or more
 * @param seconds within which as many are good again, 1 or more
 */
public record Rate(int count, int seconds) {
  private static final int MAX_COUNT = 1_000_000;
  private static final int MAX_SECONDS = 86_400;

  /** Refuses what is out of range. */
  public Rate {
    if (count < 1 || count > MAX_COUNT || seconds < 1 || seconds > MAX_SECONDS) {
      throw new IllegalArgumentException(count + "/" + seconds + "s");
    }
  }

  /**
   * Reads {@code 100/10s}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Rate parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.endsWith("s")) {
      throw new IllegalArgumentException(text);
    }
    return new Rate(
        Integer.parseInt(text, 0, slash, 10),
        Integer.parseInt(text, slash + 1, text.length() - 1, 10));
  }

  @Override
  public String toString() {
    return count + "/" + seconds + "s";
  }
}
