package dev.oneport;

import jakarta.websocket.Session;
import java.util.Collection;
import java.util.Optional;

/**
 * Every live session of this application, whatever its transport. Injected as a CDI bean, or had
 * from {@link SocketIoServer#sessions()}. What it returns are snapshots.
 */
public interface SessionRegistry {

  /** How many there are. */
  int count();

  /** How many there are on one transport. */
  int count(TransportName transport);

  /** All of them. */
  Collection<ClientSession> sessions();

  /**
   * Finds one.
   *
   * @param id a {@link ClientSession#id()}
   */
  Optional<ClientSession> find(String id);

  /** Those in a room of a namespace. */
  Collection<ClientSession> inRoom(String namespace, String room);

  /**
   * Those of a user.
   *
   * @param name of the principal, as {@link java.security.Principal#getName()} has it
   */
  Collection<ClientSession> ofUser(String name);

  /**
   * Disconnects one.
   *
   * @return whether there was one of that id
   */
  boolean disconnect(String id);

  /** Adds a listener for clients that do not keep up, told from now on. */
  void onBackPressure(BackPressureListener listener);

  /**
   * Takes over the writing to a WebSocket of the application's own endpoint; to be called by its
   * {@code @OnOpen}. The session is listed with {@link TransportName#WS}, and counts towards {@code
   * oneport.maxSessions}: one too many is closed with 1013.
   *
   * <p>Its address, and its principal as Oneport sees it, are known if the endpoint is annotated
   * with {@code configurator = OneportConfigurator.class}. Without it the principal is the
   * WebSocket's, and the address is empty but on the few servers that tell it.
   *
   * @return the same for the same WebSocket
   */
  AdoptedSession adopt(Session wsSession);
}
