package dev.oneport.samples.feed;

import java.time.Instant;

/**
 * Somebody has signed in.
 *
 * @param token to be shown from now on; kept nowhere else but with its owner
 */
public record SignedIn(String name, String token, Instant expiresAt) {}
