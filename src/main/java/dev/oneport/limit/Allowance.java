package dev.oneport.limit;

import org.jspecify.annotations.Nullable;

/**
 * What one connection may do: what its address has left, and its user; where nobody has signed in,
 * what would be one user's. Answers as {@link RateLimits}. Any thread.
 */
public final class Allowance {
  private final RateLimits limits;
  private final String address;
  private final @Nullable Bucket ownEvents;
  private final @Nullable Bucket ownJoins;
  private volatile @Nullable String user;

  Allowance(RateLimits limits, String address, @Nullable String user) {
    this.limits = limits;
    this.address = address;
    this.user = user;
    this.ownEvents = limits.events.own();
    this.ownJoins = limits.joins.own();
  }

  /**
   * It was found out whose the connection is, which counts as a connection of that user.
   *
   * @param name null for nobody's
   */
  public long signIn(@Nullable String name) {
    if (name == null || name.equals(user)) {
      return 0;
    }
    long wait = limits.connectAs(name);
    if (wait == 0) {
      user = name;
    }
    return wait;
  }

  /** It sends an event. */
  public long event() {
    return limits.events.take(address, user, ownEvents, 1);
  }

  /** It wants to join rooms, or a namespace. */
  public long join(int count) {
    return limits.joins.take(address, user, ownJoins, count);
  }
}
