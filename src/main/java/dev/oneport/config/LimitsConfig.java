package dev.oneport.config;

import org.jspecify.annotations.Nullable;

/**
 * How often clients may do what they do. Immutable.
 *
 * @param connections attempts to connect, and polls without a session
 * @param events sent by clients
 * @param joins rooms asked for, and namespaces of Socket.IO connected to
 * @param publishes requests to the HTTP API
 * @param maxRemembered addresses, and users, that each limit remembers
 */
public record LimitsConfig(
    Limit connections, Limit events, Limit joins, Limit publishes, int maxRemembered) {

  /**
   * One limit.
   *
   * @param perAddress for all clients of one address; null for none
   * @param perUser for all connections of one user, and for each connection without one; null for
   *     none
   */
  public record Limit(@Nullable Rate perAddress, @Nullable Rate perUser) {
    /** Nothing is limited. */
    public static final Limit NONE = new Limit(null, null);
  }

  /** Everything as often as clients like. */
  public static LimitsConfig none() {
    return new LimitsConfig(Limit.NONE, Limit.NONE, Limit.NONE, Limit.NONE, 1);
  }

  /** The built-in defaults. */
  public static LimitsConfig defaults() {
    Limit seldom = new Limit(null, new Rate(1_000, 10));
    Limit often = new Limit(null, new Rate(100_000, 10));
    return new LimitsConfig(seldom, often, seldom, often, 100_000);
  }
}
