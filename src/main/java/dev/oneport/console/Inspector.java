package dev.oneport.console;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.concurrent.Clock;
import dev.oneport.metrics.EventWatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows events that pass to those who look, as long as they look. Nothing is kept, and next to
 * nothing done, while nobody does. Any thread.
 */
public final class Inspector implements EventWatch {
  /** Who does not ask for so long has gone. */
  private static final long GONE_NANOS = TimeUnit.SECONDS.toNanos(15);

  static final int MAX_INSPECTIONS = 8;

  private final Clock clock;
  private final Object lock = new Object();

  /** By who looks and what that one calls it; the oldest first. */
  @GuardedBy("lock")
  private final Map<String, Inspection> inspections = new LinkedHashMap<>();

  /** A copy, for those that pass. */
  private volatile List<Inspection> current = List.of();

  /** Nobody looks yet. */
  Inspector(Clock clock) {
    this.clock = clock;
  }

  /**
   * Looks on, or begins to. Another filter than before begins anew.
   *
   * @param viewer unique among those who look
   * @return null if so many look already that nobody else can
   */
  public @Nullable Inspection look(String viewer, EventFilter filter) {
    long now = clock.nanoTime();
    synchronized (lock) {
      inspections.values().removeIf(each -> each.lookedAt() - now < -GONE_NANOS);
      Inspection known = inspections.get(viewer);
      if (known == null || !known.filter().equals(filter)) {
        inspections.remove(viewer);
        known = null;
      }
      if (known == null && inspections.size() < MAX_INSPECTIONS) {
        known = new Inspection(filter, clock);
        inspections.put(viewer, known);
      }
      current = List.copyOf(inspections.values());
      if (known != null) {
        known.look(now);
      }
      return known;
    }
  }

  /** Those who have gone are seen to again; called now and then. */
  void prune() {
    if (current.isEmpty()) {
      return;
    }
    long now = clock.nanoTime();
    synchronized (lock) {
      inspections.values().removeIf(each -> each.lookedAt() - now < -GONE_NANOS);
      current = List.copyOf(inspections.values());
    }
  }

  @Override
  public void emitted(Emitted event) {
    for (Inspection each : current) {
      if (each.filter().matches(event)) {
        each.offer(() -> PassedEvent.of(millis(), event, each.filter().withData()));
      }
    }
  }

  @Override
  public void received(Received event) {
    for (Inspection each : current) {
      if (each.filter().matches(event)) {
        each.offer(() -> PassedEvent.of(millis(), event, each.filter().withData()));
      }
    }
  }

  private long millis() {
    return clock.now().toEpochMilli();
  }
}
