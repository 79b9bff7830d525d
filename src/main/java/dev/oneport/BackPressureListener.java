package dev.oneport;

/**
 * Told which clients do not keep up with what is sent to them.
 *
 * <p>Called on a thread that runs handlers, a moment after the fact, and for one session one call
 * at a time: when more waits for it than half of {@code oneport.outboxBytes}, when that is down to
 * a quarter again, and when events were dropped. Drops are collected: there is at most one call
 * each second for those. An exception is logged and harms nothing else.
 *
 * @see SessionRegistry#onBackPressure
 */
@FunctionalInterface
public interface BackPressureListener {

  /**
   * A client does not keep up, or does again.
   *
   * @param session which may be gone meanwhile
   */
  void onBackPressure(ClientSession session, BackPressure pressure);
}
