package dev.oneport.web.websocket;

import dev.oneport.concurrent.Timers;
import jakarta.websocket.Session;
import java.util.concurrent.Executor;

/**
 * When the end of a connection is told. Undertow tells it on an I/O thread, past messages of the
 * same connection that still wait for a worker: what a client sent last, its disconnect above all,
 * would come too late. There it is told a little later; every other container keeps the order.
 */
final class LateNews {
  private static final String UNDERTOW = "io.undertow.";
  private static final int GRACE_MILLIS = 100;

  private LateNews() {}

  /** Runs what tells the end of this session. */
  static Executor of(Session wsSession, Timers timers) {
    return wsSession.getClass().getName().startsWith(UNDERTOW)
        ? news -> timers.schedule(GRACE_MILLIS, news)
        : Runnable::run;
  }
}
