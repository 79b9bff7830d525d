package dev.oneport.engineio;

import dev.oneport.HttpSessionSnapshot;
import dev.oneport.UserRoles;
import dev.oneport.protocol.engineio.EngineProtocol;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first HTTP request of a session, copied: no container object is kept. Immutable.
 *
 * @param headers with keys in any case
 * @param query decoded; the last of several values
 * @param address the client's address
 * @param time when it came
 * @param principal who the container says it is; null if nobody
 * @param secure whether it came over TLS
 * @param url its path and query
 * @param roles of the principal, as far as somebody may ask for them
 * @param expiresAt until when the principal is; null for as long as the client stays
 * @param login the HTTP session in which the principal signed in; null if in none
 * @param httpSession what the application has put into it; null if there is none
 */
public record EngineHandshake(
    Map<String, List<String>> headers,
    Map<String, String> query,
    String address,
    Instant time,
    @Nullable Principal principal,
    boolean secure,
    String url,
    UserRoles roles,
    @Nullable Instant expiresAt,
    @Nullable String login,
    @Nullable HttpSessionSnapshot httpSession) {

  /** Of somebody who does not expire. */
  public EngineHandshake(
      Map<String, List<String>> headers,
      Map<String, String> query,
      String address,
      Instant time,
      @Nullable Principal principal,
      boolean secure,
      String url,
      UserRoles roles) {
    this(headers, query, address, time, principal, secure, url, roles, null, null, null);
  }

  /** The revision of Engine.IO that it asks for. */
  public EngineProtocol protocol() {
    return EngineProtocol.of(query.get("EIO"));
  }

  /** The same of somebody else. */
  public EngineHandshake as(
      @Nullable Principal somebody,
      UserRoles theirRoles,
      @Nullable Instant until,
      @Nullable String theirLogin) {
    return new EngineHandshake(
        headers,
        query,
        address,
        time,
        somebody,
        secure,
        url,
        theirRoles,
        until,
        theirLogin,
        httpSession);
  }

  /** Whether the client can't receive binary: {@code b64} is there, and not empty. */
  public boolean base64() {
    return !query.getOrDefault("b64", "").isEmpty();
  }

  /** The function of the page that gets the answers of long-polling, where a page wants that. */
  public @Nullable String jsonp() {
    return query.get("j");
  }
}
