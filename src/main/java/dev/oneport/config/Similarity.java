package dev.oneport.config;

import java.util.Collection;
import java.util.Locale;

/** Finds what a misspelt name was meant to be. */
final class Similarity {
  private Similarity() {}

  /**
   * The nearest of some names, the case of letters not counting.
   *
   * @param names at least one
   */
  static String nearest(String name, Collection<String> names) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (String candidate : names) {
      int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** Levenshtein's: how many letters to insert, remove or replace. */
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
