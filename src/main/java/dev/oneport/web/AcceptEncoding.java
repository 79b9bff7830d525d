package dev.oneport.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which content coding a client prefers.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3">RFC 9110,
 *     Accept-Encoding</a>
 */
final class AcceptEncoding {
  private AcceptEncoding() {}

  /** How a coding stands with the client. */
  private record Rank(double quality, boolean named, int position) {
    boolean isBelow(Rank other) {
      if (quality != other.quality) {
        return quality < other.quality;
      }
      return named == other.named ? position > other.position : other.named;
    }
  }

  /**
   * Chooses one of the codings we have: the highest quality, then one that is named rather than
   * meant by {@code *}, then the first in the header, then the first of ours.
   *
   * @param header null if the request had none
   * @param ours in the order of our preference
   * @return null if the client accepts none of them
   */
  static @Nullable String preferred(@Nullable String header, List<String> ours) {
    if (header == null) {
      return null;
    }
    String[] items = header.toLowerCase(Locale.ROOT).split(",", -1);
    String best = null;
    Rank bestRank = new Rank(0, false, 0);
    for (String coding : ours) {
      Rank rank = rank(coding, items);
      if (rank.quality > 0 && bestRank.isBelow(rank)) {
        best = coding;
        bestRank = rank;
      }
    }
    return best;
  }

  /** What is said of the coding itself counts before what is said of {@code *}. */
  private static Rank rank(String coding, String[] items) {
    Rank any = new Rank(0, false, 0);
    for (int i = 0; i < items.length; i++) {
      String[] parts = items[i].split(";", -1);
      String name = parts[0].strip();
      if (name.equals(coding)) {
        return new Rank(quality(parts), true, i);
      }
      if (name.equals("*")) {
        any = new Rank(quality(parts), false, i);
      }
    }
    return any;
  }

  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring(2));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
