package dev.oneport.adapter;

import java.nio.charset.StandardCharsets;

/**
 * A text for clients without a library, shared by all of its recipients.
 *
 * @param byteLength of its UTF-8 form
 */
public record PlainText(String text, int byteLength) {

  /** Measures a text. */
  public static PlainText of(String text) {
    return new PlainText(text, text.getBytes(StandardCharsets.UTF_8).length);
  }
}
