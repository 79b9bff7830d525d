package dev.oneport.socketio;

/** The transactions that threads of the application are in. Any thread. */
public interface Transactions {

  /**
   * Has an action wait for the end of the calling thread's transaction. Several wait in the order
   * of the calls.
   *
   * @throws IllegalStateException if there is none; the message says what to do
   */
  void await(Action action);

  /** What waits. One of the methods is called, once, on any thread. */
  interface Action {

    /** The transaction has committed. */
    void committed();

    /** It has not, or nobody knows. */
    void rolledBack();
  }
}
