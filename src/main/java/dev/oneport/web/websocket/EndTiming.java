package dev.oneport.web.websocket;

import dev.oneport.concurrent.Timers;
import jakarta.websocket.Session;
import java.util.concurrent.Executor;

/**
 * When the end of a connection is told to what is above it, and when this side makes it: containers
 * tell, and do, too much at once. Immutable; any thread.
 *
 * <p>A write that fails since the peer has closed may be told before the close, and would be taken
 * for the cause: that a connection broke is told a little later. Undertow tells a close on an I/O
 * thread, past messages of the same connection that still wait for a worker: what a client sent
 * last, its disconnect above all, would come too late. There a close is told a little later as
 * well, and that a connection broke later still.
 *
 * <p>Payara uses the objects of a connection again as soon as it is over; where both sides close at
 * once Grizzly and Tyrus may end whatever connection has them by then. There ours waits a little: a
 * client that was about to close has done so by then.
 *
 * @param closed runs what tells that the connection is closed
 * @param broken runs what tells that it broke
 * @param close runs what closes it
 */
public record EndTiming(Executor closed, Executor broken, Executor close) {
  private static final int GRACE_MILLIS = 100;
  private static final EndTiming AT_ONCE =
      new EndTiming(Runnable::run, Runnable::run, Runnable::run);

  /** As the container of a session needs it. */
  public static EndTiming of(Session wsSession, Timers timers) {
    Executor later = task -> timers.schedule(GRACE_MILLIS, task);
    return switch (WsContainer.of(wsSession)) {
      case UNDERTOW ->
          new EndTiming(later, task -> timers.schedule(2 * GRACE_MILLIS, task), Runnable::run);
      case TYRUS ->
          new EndTiming(Runnable::run, later, task -> timers.scheduleOrAtEnd(GRACE_MILLIS, task));
      case OTHER -> new EndTiming(Runnable::run, later, Runnable::run);
    };
  }

  /** Before anything is known of the container. */
  public static EndTiming atOnce() {
    return AT_ONCE;
  }
}
