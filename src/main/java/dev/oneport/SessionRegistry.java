package dev.oneport;

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
}
