package dev.oneport.web.monitor;

import java.util.function.BooleanSupplier;

/**
 * Whether an application runs, and whether new clients are welcome: what health checks tell load
 * balancers and those who restart servers. Any thread.
 */
public final class Health {
  private volatile State state = new State("oneport", false, true, () -> false);

  private record State(String name, boolean started, boolean live, BooleanSupplier draining) {}

  /** Of an application that has not started yet. */
  public Health() {}

  /**
   * Clients may come.
   *
   * @param contextPath of the application; empty for that of the root
   * @param draining whether it lets its clients go and takes no more; asked each time
   */
  public void start(String contextPath, BooleanSupplier draining) {
    state =
        new State("oneport " + (contextPath.isEmpty() ? "/" : contextPath), true, true, draining);
  }

  /** It has ended. */
  public void stop() {
    state = new State(state.name(), false, false, () -> false);
  }

  /** What a health check is known by; other applications of the server have other names. */
  public String name() {
    return state.name();
  }

  /** Whether to leave it running: false once it has ended. */
  public boolean isLive() {
    return state.live();
  }

  /** Whether to send new clients to it. */
  public boolean isReady() {
    State now = state;
    return now.started() && !now.draining().getAsBoolean();
  }
}
