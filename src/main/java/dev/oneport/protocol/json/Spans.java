package dev.oneport.protocol.json;

import java.util.Arrays;

/**
 * Parts of a text, in order, each with the number of the attachment that it stands for.
 *
 * <p>Filled by {@link JsonScanner}, then never changed again; from then on safe for any thread that
 * it is safely handed to.
 */
public final class Spans {

  /** The number of a part that stands for no attachment. */
  public static final int NO_NUM = -1;

  private static final int[] EMPTY = {};
  private static final int WIDTH = 3;

  /** None at all; never added to. */
  public static final Spans NONE = new Spans();

  private int[] values = EMPTY;
  private int size;

  Spans() {}

  void add(int start, int end, int num) {
    int at = size * WIDTH;
    if (at == values.length) {
      values = Arrays.copyOf(values, at == 0 ? 4 * WIDTH : 2 * at);
    }
    values[at] = start;
    values[at + 1] = end;
    values[at + 2] = num;
    size++;
  }

  /** Takes back what begins at {@code start} or later. */
  void removeFrom(int start) {
    while (size > 0 && start(size - 1) >= start) {
      size--;
    }
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** Index of the first character of part {@code i}. */
  public int start(int i) {
    return values[i * WIDTH];
  }

  /** Index after the last character of part {@code i}. */
  public int end(int i) {
    return values[i * WIDTH + 1];
  }

  /** The attachment that part {@code i} stands for; {@link #NO_NUM} if for none. */
  public int num(int i) {
    return values[i * WIDTH + 2];
  }
}
