package dev.oneport.testing;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Inputs made by mutating good ones, in every run the same: a fixed number of them, or as many as
 * {@code -Dfuzz.seconds} for each property allow. One thread.
 */
public final class Mutations {

  /** Characters that mean something somewhere, and some that do not. */
  private static final String ALPHABET =
      "0123456789-+.eE{}[]\",:;=&%/\\?ubnrtflse_placehdm \t\r\n\u001e\u0000\u00a0é€\ud83d\ude00";

  private final Random random = new Random(20240229);

  /**
   * Tries a property on good inputs, and on what becomes of them.
   *
   * @param times how many inputs, unless {@code fuzz.seconds} takes more
   * @throws AssertionError with the input on which it does not hold
   */
  public void run(List<String> seeds, int times, Consumer<String> property) {
    seeds.forEach(property);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong("fuzz.seconds", 0));
    for (int i = 0; i < times || System.nanoTime() < end; i++) {
      String input = mutated(seeds);
      try {
        property.accept(input);
      } catch (RuntimeException | StackOverflowError | AssertionError e) {
        throw new AssertionError("for input: " + quoted(input), e);
      }
    }
  }

  private String mutated(List<String> seeds) {
    StringBuilder text = new StringBuilder(pick(seeds));
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + 1 + random.nextInt(4));
      switch (random.nextInt(6)) {
        case 0 -> text.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        case 1 -> text.delete(at, end);
        case 2 -> text.insert(at, text.substring(at, end));
        case 3 -> text.replace(at, end, String.valueOf(random.nextInt(20)));
        case 4 -> text.setLength(at);
        default -> {
          String other = pick(seeds);
          int from = random.nextInt(other.length());
          text.insert(at, other, from, from + random.nextInt(other.length() - from + 1));
        }
      }
    }
    return text.toString();
  }

  private String pick(List<String> seeds) {
    return seeds.get(random.nextInt(seeds.size()));
  }

  /** As a literal of Java. */
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c >= ' ' && c < 0x7f) {
        out.append(c);
      } else {
        out.append(String.format("\\u%04x", (int) c));
      }
    }
    return out.append('"').toString();
  }
}
