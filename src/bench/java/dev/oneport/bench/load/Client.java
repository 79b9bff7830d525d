package dev.oneport.bench.load;

/** One client as the load generator sees it. Used by the loop's thread alone. */
public interface Client {

  /** Begins to connect; {@link Listener#onReady} follows. */
  void open();

  /** Sends an event with one argument, as the JSON of it. */
  void emit(String event, String argument);

  /**
   * Sends an event that is answered.
   *
   * @param id of the answer
   */
  void call(String event, String argument, int id);

  /** Reads nothing more from its connection. */
  void pause();

  /** Ends it. */
  void close();

  /** Who listens to a client. */
  interface Listener {

    /** It is connected, and in its room. */
    void onReady(Client client);

    /** An event arrived. */
    void onEvent(Client client, long stamp);

    /** An answer arrived. */
    void onAnswer(Client client, int id);

    /** Its connection has ended, uncalled for. */
    void onEnd(Client client);
  }
}
