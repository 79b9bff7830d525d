package dev.oneport.session;

/** A session that leaves in good order when the server is about to stop. Any thread. */
public interface Drainable {

  /**
   * Tells the client, if its protocol has a way to, when to come back, and ends once what is queued
   * for it was written. The second call does nothing.
   *
   * @param returnMillis after which it is to come back
   */
  void drain(int returnMillis);
}
