package dev.oneport.adapter;

import java.nio.charset.StandardCharsets;

/**
 * A text for clients without a library, shared by all of its recipients.
 *
 * @param byteLength of its UTF-8 form
 */
public record PlainText(String text, int byteLength) {
  /** No text, but a ping in its place. */
  public static final PlainText PING = new PlainText("", 0);

  /** Whether it is {@link #PING}; no text is empty. */
  public boolean isPing() {
    return byteLength == 0;
  }

  /** Measures a text. */
  public static PlainText of(String text) {
    return new PlainText(text, text.getBytes(StandardCharsets.UTF_8).length);
  }
}
