package dev.oneport;

import org.jspecify.annotations.Nullable;

/**
 * Decides which rooms a client without a Socket.IO library may listen to: an event stream, a
 * poller, a plain WebSocket. An application supplies its own as a CDI bean; without one the
 * settings {@code oneport.rooms.*} decide.
 *
 * <p>Socket.IO clients are not asked about: they are put into rooms by the application.
 */
@FunctionalInterface
public interface RoomAuthorizer {
  /** The room that stands for what is emitted to everybody in a namespace. */
  String EVERYBODY = "*";

  /**
   * Decides about one room. Called on the thread of the request or message, several at the same
   * time; the client waits meanwhile.
   *
   * @param client what came with its first request
   * @param namespace which exists, beginning with a slash
   * @param room 1 to 255 characters, or {@link #EVERYBODY}
   */
  Decision mayListen(Handshake client, String namespace, String room);

  /**
   * A decision.
   *
   * @param missing null if the client may; else what it lacks, which it is told
   * @param signIn whether it might if it signed in, which it has not
   */
  record Decision(@Nullable String missing, boolean signIn) {
    /** It may. */
    public static final Decision ALLOWED = new Decision(null, false);

    /**
     * It may not.
     *
     * @param missing what it lacks, for the person in front of it
     */
    public static Decision refused(String missing) {
      return new Decision(missing, false);
    }

    /**
     * It may not, as nobody has signed in.
     *
     * @param missing what it lacks, for the person in front of it
     */
    public static Decision signInNeeded(String missing) {
      return new Decision(missing, true);
    }

    /** Whether it may. */
    public boolean isAllowed() {
      return missing == null;
    }
  }
}
