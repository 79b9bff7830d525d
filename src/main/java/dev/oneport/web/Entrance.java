package dev.oneport.web;

import dev.oneport.concurrent.Clock;
import dev.oneport.concurrent.Timers;
import dev.oneport.config.ProxyConfig;
import dev.oneport.engineio.EngineHandshake;
import dev.oneport.metrics.Metrics;
import dev.oneport.metrics.ReasonCounter;
import dev.oneport.security.Admission;
import dev.oneport.security.Authenticator;
import dev.oneport.security.Denial;
import dev.oneport.session.Identity;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whose a request is, and lets it in or not: the first step of every transport. Waits, on
 * the request's thread, for keys or the application where it must.
 */
public record Entrance(Handshakes handshakes, Authenticator authenticator, ReasonCounter refusals) {
  /** Lets in everybody. */
  public static Entrance open(Timers timers, Clock clock) {
    return new Entrance(
        new Handshakes(clock, new ClientAddresses(ProxyConfig.none()), Set.of()),
        Authenticator.open(timers, clock),
        new Metrics().refusals());
  }

  /**
   * Copies a request and finds out whose it is, by its token or by the container's authentication.
   * Whether that client may connect is not asked.
   *
   * @throws EntryDenied if its token is not good
   */
  public EngineHandshake identify(HttpServletRequest request) throws EntryDenied {
    EngineHandshake copy = handshakes.copy(request);
    return await(authenticator.identify(copy)).on(copy);
  }

  /** The token in the header of a request; null if there is none. */
  public static @Nullable String bearer(HttpServletRequest request) {
    return Authenticator.bearer(Collections.list(request.getHeaders("Authorization")));
  }

  /**
   * Lets in a client that can't show later who it is.
   *
   * @param client identified
   * @throws EntryDenied if it may not connect
   */
  public EngineHandshake admit(EngineHandshake client) throws EntryDenied {
    return await(authenticator.admit(client, JsonValue.EMPTY_JSON_OBJECT)).on(client);
  }

  /**
   * Lets in a client that may show later who it is.
   *
   * @param client identified
   * @throws EntryDenied if it may not connect
   */
  public EngineHandshake admitLater(EngineHandshake client) throws EntryDenied {
    return await(authenticator.admitLater(client)).on(client);
  }

  /**
   * Lets a client stay that shows a new token.
   *
   * @throws EntryDenied if that is not good, or of somebody else
   */
  public Identity renew(EngineHandshake client, String token) throws EntryDenied {
    return await(authenticator.renew(client, token));
  }

  private Identity await(CompletionStage<Admission> decision) throws EntryDenied {
    Admission admission = Admission.await(decision);
    Identity identity = admission.identity();
    if (identity == null) {
      Denial denial = Objects.requireNonNull(admission.denial());
      refusals.increment(denial.reason());
      throw new EntryDenied(denial);
    }
    return identity;
  }
}
