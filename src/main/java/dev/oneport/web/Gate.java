package dev.oneport.web;

import dev.oneport.engineio.EngineHandshake;
import dev.oneport.limit.RateLimits;
import dev.oneport.metrics.ReasonCounter;
import dev.oneport.session.Identity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The one gate in front of every transport and of the HTTP API. Each asks it the same, in this
 * order: whose page sent the request, how often its address may, who sent it, how often that user
 * may. What costs most comes last, and what it refuses is counted. The answers differ with the
 * protocols, so the transports give them.
 *
 * <p>How many clients there may be at once {@link dev.oneport.session.LiveSessions} knows: each is
 * asked for where it is made, for its own protocol has to tell that it is not. Any thread; waits,
 * on the request's thread, for keys or the application where it must.
 */
public final class Gate {
  private final Cors cors;
  private final OriginPolicy origins;
  private final Entrance entrance;
  private final RateLimits limits;
  private final ReasonCounter refusals;

  /**
   * A gate.
   *
   * @param refusals counts those it does not let in
   */
  public Gate(
      Cors cors,
      OriginPolicy origins,
      Entrance entrance,
      RateLimits limits,
      ReasonCounter refusals) {
    this.cors = cors;
    this.origins = origins;
    this.entrance = entrance;
    this.limits = limits;
    this.refusals = refusals;
  }

  /**
   * Sets the headers by which pages of other origins may read an answer: before any check, so that
   * they can read why they were refused.
   *
   * @return true if the request was a preflight, which is answered now
   */
  public boolean answersPreflight(HttpServletRequest request, HttpServletResponse response) {
    return cors.apply(request, response);
  }

  /** What copies requests. */
  public Handshakes handshakes() {
    return entrance.handshakes();
  }

  /** Where the checks of origins are: some protocols tell their outcomes apart. */
  public OriginPolicy origins() {
    return origins;
  }

  /**
   * Lets the request of a page pass that may connect, or of what is no page.
   *
   * @throws EntryDenied if its origin may not
   */
  public void checkOrigin(HttpServletRequest request) throws EntryDenied {
    if (!origins.isLegal(request) || !origins.allows(request)) {
      throw refused(EntryDenied.foreignOrigin());
    }
  }

  /**
   * Lets a request pass that begins something.
   *
   * @throws EntryDenied if there were too many of its address
   */
  public void checkRate(HttpServletRequest request) throws EntryDenied {
    check(limits.connect(entrance.handshakes().address(request)));
  }

  /**
   * Finds out whose a request is. Whether that client may connect is asked later, or not at all.
   *
   * @throws EntryDenied if its token is not good
   */
  public EngineHandshake identify(HttpServletRequest request) throws EntryDenied {
    return entrance.identify(request);
  }

  /**
   * Lets in a client that says later who it is, if it wants: Engine.IO's.
   *
   * @throws EntryDenied if its token is not good, or there were too many of its user
   */
  public EngineHandshake begin(HttpServletRequest request) throws EntryDenied {
    return counted(entrance.identify(request));
  }

  /**
   * Lets in a client that may say later who it is, after the application was asked.
   *
   * @throws EntryDenied if it may not connect, or there were too many of its user
   */
  public EngineHandshake admitLater(HttpServletRequest request) throws EntryDenied {
    return counted(entrance.admitLater(entrance.identify(request)));
  }

  /**
   * Lets in a client that can't say later who it is.
   *
   * @param known who it is by what it has shown; null if nothing but the request says it
   * @throws EntryDenied if it may not connect, or there were too many of its user
   */
  public EngineHandshake admit(HttpServletRequest request, @Nullable Identity known)
      throws EntryDenied {
    return counted(
        entrance.admit(known == null ? entrance.identify(request) : known.on(copy(request))));
  }

  /**
   * Lets a client stay that shows a new token.
   *
   * @throws EntryDenied if that is not good, or of somebody else
   */
  public Identity renew(EngineHandshake client, String token) throws EntryDenied {
    return entrance.renew(client, token);
  }

  /**
   * Lets a client that was let in ask for rooms.
   *
   * @throws EntryDenied if there were too many of its address or its user
   */
  public void checkJoins(EngineHandshake client, int rooms) throws EntryDenied {
    check(limits.join(client.address(), nameOf(client), rooms));
  }

  /** Copies a request of a client that was let in before. */
  public EngineHandshake copy(HttpServletRequest request) {
    return entrance.handshakes().copy(request);
  }

  /**
   * Lets a request to the HTTP API pass.
   *
   * @throws EntryDenied if there were too many of its address
   */
  public void checkPublish(HttpServletRequest request) throws EntryDenied {
    check(limits.publish(entrance.handshakes().address(request)));
  }

  /**
   * Lets events of a publisher pass, or one request for anything else.
   *
   * @throws EntryDenied if there were too many of that publisher
   */
  public void checkPublisher(String name, int events) throws EntryDenied {
    check(limits.publishAs(name, events));
  }

  private EngineHandshake counted(EngineHandshake client) throws EntryDenied {
    check(limits.connectAs(nameOf(client)));
    return client;
  }

  private static @Nullable String nameOf(EngineHandshake client) {
    Principal principal = client.principal();
    return principal == null ? null : principal.getName();
  }

  private void check(long waitNanos) throws EntryDenied {
    if (waitNanos > 0) {
      throw refused(EntryDenied.tooOften(waitNanos));
    }
  }

  private EntryDenied refused(EntryDenied denied) {
    refusals.increment(denied.denial().reason());
    return denied;
  }
}
