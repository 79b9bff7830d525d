package dev.oneport.limit;

import dev.oneport.concurrent.Clock;
import dev.oneport.config.LimitsConfig;
import dev.oneport.config.LimitsConfig.Limit;
import dev.oneport.config.Rate;
import org.jspecify.annotations.Nullable;

/**
 * How often clients may do what they do, by address and by user, the same on every transport. Each
 * answer is 0 if it may be done now, else the nanoseconds until it may. Any thread.
 *
 * <p>An address is asked before it is known whose the request is, so that what is refused costs
 * little.
 */
public final class RateLimits {
  final Pair connections;
  final Pair events;
  final Pair joins;
  private final Pair publishes;

  /** As the settings say. */
  public RateLimits(LimitsConfig config, Clock clock) {
    int max = config.maxRemembered();
    connections = Pair.of(config.connections(), max, clock);
    events = Pair.of(config.events(), max, clock);
    joins = Pair.of(config.joins(), max, clock);
    publishes = Pair.of(config.publishes(), max, clock);
  }

  /** None. */
  public static RateLimits none() {
    return new RateLimits(LimitsConfig.none(), Clock.system());
  }

  /** Somebody connects, or asks for a ticket, or polls. */
  public long connect(String address) {
    return connections.byAddress(Addresses.group(address), 1);
  }

  /**
   * It is known who connects.
   *
   * @param user null for nobody
   */
  public long connectAs(@Nullable String user) {
    return user == null ? 0 : connections.byUser(user, 1);
  }

  /**
   * Somebody without a connection asks for rooms.
   *
   * @param user null for nobody
   */
  public long join(String address, @Nullable String user, int count) {
    long wait = joins.byAddress(Addresses.group(address), count);
    return wait > 0 || user == null ? wait : joins.byUser(user, count);
  }

  /** Somebody calls the HTTP API. */
  public long publish(String address) {
    return publishes.byAddress(Addresses.group(address), 1);
  }

  /**
   * It is known who calls the HTTP API.
   *
   * @param count of events
   */
  public long publishAs(String publisher, int count) {
    return publishes.byUser(publisher, count);
  }

  /**
   * What one connection may do.
   *
   * @param user whose connection it is, and was counted as; null for nobody's yet
   */
  public Allowance allowance(String address, @Nullable String user) {
    return new Allowance(this, Addresses.group(address), user);
  }

  /** One kind of act, by address and by user. */
  record Pair(@Nullable Limiter addresses, @Nullable Limiter users) {
    static Pair of(Limit limit, int max, Clock clock) {
      return new Pair(
          limiter(limit.perAddress(), max, clock), limiter(limit.perUser(), max, clock));
    }

    private static @Nullable Limiter limiter(@Nullable Rate rate, int max, Clock clock) {
      return rate == null ? null : new Limiter(rate, max, clock);
    }

    long byAddress(String address, int count) {
      return addresses == null ? 0 : addresses.take(address, count);
    }

    long byUser(String user, int count) {
      return users == null ? 0 : users.take(user, count);
    }

    @Nullable Bucket own() {
      return users == null ? null : users.own();
    }

    /** By address, then by user, or by what a connection has that is nobody's. */
    long take(String address, @Nullable String user, @Nullable Bucket own, int count) {
      long wait = byAddress(address, count);
      if (wait > 0 || users == null || own == null) {
        return wait;
      }
      return user == null ? users.take(own, count) : users.take(user, count);
    }
  }
}
