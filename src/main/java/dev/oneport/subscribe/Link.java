package dev.oneport.subscribe;

import dev.oneport.adapter.PlainText;
import dev.oneport.engineio.SendCallback;
import java.util.List;

/** Port: the connection to one subscriber. Nothing here blocks or throws. */
public interface Link {

  /**
   * Writes texts, in order; one call at a time.
   *
   * @param batch not empty
   */
  void send(List<PlainText> batch, SendCallback done);

  /**
   * News of the server's own, in the form of this connection.
   *
   * @param event a name that needs no escaping
   * @param json one value
   */
  default String notice(String event, String json) {
    return "{\"event\":\"" + event + "\",\"data\":[" + json + "]}";
  }

  /**
   * Says that the server is about to stop, in the form of this connection.
   *
   * @param returnMillis after which the client is to come back
   */
  default String restart(int returnMillis) {
    return notice("oneport:restart", "{\"retryMs\":" + returnMillis + "}");
  }

  /** Closes the connection, or gives it up. Any thread; the second call does nothing. */
  void close(End why);
}
