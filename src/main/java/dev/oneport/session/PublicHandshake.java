package dev.oneport.session;

import dev.oneport.Handshake;
import dev.oneport.engineio.EngineHandshake;
import jakarta.json.JsonObject;

/** What applications see of the first request of a session. Stateless. */
public final class PublicHandshake {
  private PublicHandshake() {}

  /**
   * Of a request.
   *
   * @param auth what the client passed as {@code auth}; empty if nothing
   */
  public static Handshake of(EngineHandshake first, JsonObject auth) {
    return new Handshake(
        first.headers(),
        first.query(),
        auth,
        first.address(),
        first.time(),
        first.principal(),
        first.secure(),
        first.headers().containsKey("Origin"),
        first.url(),
        first.roles(),
        first.httpSession());
  }
}
