package dev.oneport;

import java.security.Principal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One connected client, on whichever transport. */
public interface ClientSession {

  /**
   * Its public id, made by the server. It is not the Engine.IO {@code sid}, which is a secret, nor
   * a {@link Socket#id()}, of which a client has one in each namespace.
   */
  String id();

  /** The transport in use now. */
  TransportName transport();

  /** The client's address. */
  String address();

  /** Who the container's authentication says it is; null if nobody. */
  @Nullable Principal principal();

  /** When it connected. */
  Instant connectedAt();

  /** The namespaces it is in; a snapshot. */
  Set<String> namespaces();

  /** The rooms it is in, of one namespace; a snapshot, empty if it is not in that namespace. */
  Set<String> rooms(String namespace);

  /**
   * Its id in a namespace: the name of the room that it alone is in. That of a Socket.IO client is
   * the {@link Socket#id()}.
   *
   * @return null if it is not in that namespace, or in no such room
   */
  default @Nullable String memberId(String namespace) {
    return null;
  }

  /** Bytes queued for it and not yet written: events, answers, signs of life. */
  long queuedBytes();

  /**
   * Events that were dropped because too much was queued for it. Those in the place of which {@link
   * WhenFull#conflate} sent a later one are not counted.
   */
  long droppedEvents();

  /** Closes its connection, after what is queued was written. */
  void disconnect();
}
