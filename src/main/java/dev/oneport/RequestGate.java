package dev.oneport;

/**
 * Decides who may begin a session. Asked for requests without a {@code sid} alone, after the checks
 * of origin, transport and method.
 *
 * <p>Called on the request's thread; it may block. It must end with one call of {@link Decision},
 * now or later and from any thread; after {@code oneport.decisionTimeout} the request is refused.
 *
 * @see <a href="https://socket.io/docs/v4/server-options/#allowrequest">Socket.IO, allowRequest</a>
 */
@FunctionalInterface
public interface RequestGate {

  /**
   * Decides.
   *
   * @throws Exception the same as {@link Decision#refuse()}, and is logged
   */
  void decide(RequestHead request, Decision decision) throws Exception;

  /** What is decided. Only the first call counts. */
  interface Decision {

    /** Lets the client in. */
    void allow();

    /** Refuses with code 4, {@code Forbidden}. */
    default void refuse() {
      refuse("Forbidden");
    }

    /** Refuses with code 4 and a message, which the client is told. */
    void refuse(String message);
  }
}
