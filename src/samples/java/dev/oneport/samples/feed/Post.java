package dev.oneport.samples.feed;

import java.time.Instant;

/**
 * What somebody has written.
 *
 * @param image whether there is one
 */
public record Post(
    long id, String author, String text, boolean image, Instant createdAt, Instant changedAt) {}
