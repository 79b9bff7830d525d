package dev.oneport.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.concurrent.Clock;
import dev.oneport.engineio.RandomId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tickets let a client be who it is where it can send neither header nor body: in the URL of an
 * {@code EventSource}. Each is good for one use, soon; so that one in a log is good for nothing.
 * Any thread.
 */
public final class Tickets {
  /** How long a ticket is good for. */
  public static final int LIFETIME_MILLIS = 30_000;

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{40}");

  private final Clock clock;
  private final int max;
  private final Object lock = new Object();

  /** In the order they were issued. */
  @GuardedBy("lock")
  private final Map<String, Ticket> open = new LinkedHashMap<>();

  private record Ticket(Identity identity, long nanos) {}

  /**
   * None yet.
   *
   * @param max how many may be open at once; over it the oldest are good for nothing
   */
  public Tickets(Clock clock, int max) {
    this.clock = clock;
    this.max = max;
  }

  /** Whether a text has the form of a ticket, good or not. */
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /** A new ticket: 40 characters of the alphabet of URLs. */
  public String issue(Identity identity) {
    String ticket = RandomId.publicId() + RandomId.publicId();
    synchronized (lock) {
      open.put(ticket, new Ticket(identity, clock.nanoTime()));
      prune();
    }
    return ticket;
  }

  /**
   * Uses a ticket.
   *
   * @return null if it is none, or was used, or is too old
   */
  public @Nullable Identity redeem(String ticket) {
    synchronized (lock) {
      prune();
      Ticket found = open.remove(ticket);
      return found == null ? null : found.identity();
    }
  }

  @GuardedBy("lock")
  private void prune() {
    long now = clock.nanoTime();
    Iterator<Ticket> oldest = open.values().iterator();
    while (oldest.hasNext() && (isTooOld(oldest.next(), now) || open.size() > max)) {
      oldest.remove();
    }
  }

  private static boolean isTooOld(Ticket ticket, long now) {
    return now - ticket.nanos() > TimeUnit.MILLISECONDS.toNanos(LIFETIME_MILLIS);
  }
}
