package dev.oneport.publish;

/**
 * Somebody who uses the HTTP API. Immutable.
 *
 * @param name unique among all: the kind of credentials, a colon and their name, as in {@code
 *     key:backend}; for logs, and to tell the requests of one from those of another
 */
public record Publisher(String name, PublishRights rights) {}
