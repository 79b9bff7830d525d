package dev.oneport.engineio;

import dev.oneport.TransportName;
import dev.oneport.protocol.engineio.EnginePacket;

/** One way to one client: long-polling or a WebSocket. */
public interface Transport extends Outbox.Outlet<EnginePacket> {

  /** Which it is. */
  TransportName name();

  /**
   * Closes in the way of this transport, so that the client learns of it. Never blocks.
   *
   * @param whenClosed called once the client was told, on any thread; for a poller that may be only
   *     when it comes back
   */
  void close(Runnable whenClosed);

  /**
   * Gives the transport up at once, without parking anything for a client that may come back: after
   * an error, an upgrade, or at shutdown. Never blocks.
   */
  void discard();

  /**
   * Gives the transport up because another one took over. What the client still asks for this way
   * is refused, whichever came first: on two connections there is no telling.
   */
  default void supersede() {
    discard();
  }
}
