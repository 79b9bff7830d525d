package dev.oneport.web.websocket;

import dev.oneport.concurrent.Timers;
import jakarta.websocket.Session;
import java.util.concurrent.Executor;

/**
 * When the end of a connection is told, and when it is made. A write that fails since the peer has
 * closed may be told before the close, and would be taken for the cause: a failure is told a little
 * later. Undertow tells a close on an I/O thread, past messages of the same connection that still
 * wait for a worker: what a client sent last, its disconnect above all, would come too late. There
 * a close is told a little later as well, and a failure later still.
 *
 * <p>Payara uses the objects of a connection again as soon as it is over; where both sides close at
 * once Grizzly and Tyrus may end whatever connection has them by then. There ours waits a little: a
 * client that was about to close has done so by then.
 *
 * @param closes runs what tells that the connection is closed
 * @param failures runs what tells that it broke
 * @param closing runs what closes it
 */
public record LateNews(Executor closes, Executor failures, Executor closing) {
  private static final String UNDERTOW = "io.undertow.";
  private static final String TYRUS = "org.glassfish.tyrus.";
  private static final int GRACE_MILLIS = 100;
  private static final LateNews AT_ONCE = new LateNews(Runnable::run, Runnable::run, Runnable::run);

  /** For one session. */
  public static LateNews of(Session wsSession, Timers timers) {
    String container = wsSession.getClass().getName();
    Executor later = news -> timers.schedule(GRACE_MILLIS, news);
    if (container.startsWith(UNDERTOW)) {
      return new LateNews(later, news -> timers.schedule(2 * GRACE_MILLIS, news), Runnable::run);
    }
    return container.startsWith(TYRUS)
        ? new LateNews(Runnable::run, later, close -> timers.scheduleOrAtEnd(GRACE_MILLIS, close))
        : new LateNews(Runnable::run, later, Runnable::run);
  }

  /** Before anything is known of the container. */
  public static LateNews atOnce() {
    return AT_ONCE;
  }
}
