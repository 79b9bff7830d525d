package dev.oneport.session;

import dev.oneport.BackPressure;
import dev.oneport.ClientSession;
import dev.oneport.engineio.Outbox.Fill;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Tells the application when one client does not keep up. Any thread; at most one call to the
 * application is under way or planned.
 */
public final class FillWatch {
  private final ClientSession session;
  private final Supplier<Fill> fill;
  private final BackPressureListeners listeners;
  private final AtomicBoolean busy = new AtomicBoolean();

  /** Written by whoever is busy, as what follows. */
  private volatile boolean toldSlow;

  private volatile long toldDropped;

  FillWatch(ClientSession session, Supplier<Fill> fill, BackPressureListeners listeners) {
    this.session = session;
    this.fill = fill;
    this.listeners = listeners;
  }

  /** The outbox has news; under no lock. Never blocks. */
  public void onFillChanged() {
    if (listeners.isEmpty() || !busy.compareAndSet(false, true)) {
      return;
    }
    if (fill.get().slow() != toldSlow) {
      listeners.execute(this::tell);
    } else {
      listeners.executeLater(this::tell);
    }
  }

  private void tell() {
    Fill now = fill.get();
    long dropped = now.dropped() - toldDropped;
    if (dropped > 0 || now.slow() != toldSlow) {
      toldSlow = now.slow();
      toldDropped = now.dropped();
      listeners.tell(session, new BackPressure(now.slow(), now.bytes(), dropped));
    }
    busy.set(false);
    // What came meanwhile found it busy.
    Fill then = fill.get();
    if (then.slow() != toldSlow || then.dropped() != toldDropped) {
      onFillChanged();
    }
  }
}
