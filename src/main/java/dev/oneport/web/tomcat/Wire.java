package dev.oneport.web.tomcat;

import java.io.IOException;
import java.util.concurrent.locks.Lock;

/** A connection as far as writing goes: through Tomcat's code, or past it. */
interface Wire {

  /** Held by whoever calls {@link #write} and {@link #flush}. */
  Lock lock();

  /**
   * Adds what is to leave with the next flush.
   *
   * @param bytes not changed any more
   */
  void write(byte[] bytes) throws IOException;

  /**
   * Lets it leave, without waiting for the peer.
   *
   * @return false if some is left: whoever made the wire is told when there is room again
   */
  boolean flush() throws IOException;

  /** Lets Tomcat close the connection, on a thread of its own. */
  void disconnect();
}
