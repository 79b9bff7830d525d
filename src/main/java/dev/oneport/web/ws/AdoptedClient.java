package dev.oneport.web.ws;

import java.security.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of an adopted WebSocket. Immutable.
 *
 * @param address empty if it is not known
 * @param principal null if nobody has signed in
 * @param connectedAt when the request came, or else when it was adopted
 * @param login the HTTP session in which the principal signed in; null if it is not known
 */
record AdoptedClient(
    String address, @Nullable Principal principal, Instant connectedAt, @Nullable String login) {}
