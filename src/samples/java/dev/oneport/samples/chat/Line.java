package dev.oneport.samples.chat;

import java.time.Instant;

/**
 * What was said.
 *
 * @param author the colour of who said it
 * @param text empty for a picture
 * @param picture whether it is one
 */
public record Line(long id, String author, String text, boolean picture, Instant saidAt) {}
