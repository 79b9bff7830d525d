package dev.oneport.console;

import dev.oneport.metrics.EventWatch.Emitted;
import dev.oneport.metrics.EventWatch.Received;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event that passed. Immutable.
 *
 * @param time milliseconds since 1970
 * @param isReceived whether a client sent it
 * @param rooms whom it is for; everybody if empty
 * @param socket the one that sent it, or that alone gets it; null if none
 * @param transport of a client that sent it; null if it was emitted
 * @param recipients of this server; 0 if it was received
 * @param length of its data, in characters
 * @param data null if it was not asked for; the beginning, if it is long
 */
public record PassedEvent(
    long time,
    boolean isReceived,
    String namespace,
    String name,
    List<String> rooms,
    @Nullable String socket,
    @Nullable String transport,
    int recipients,
    int length,
    @Nullable String data) {
  static final int MAX_DATA = 4_000;
  private static final int MAX_ROOMS = 20;

  static PassedEvent of(long time, Emitted event, boolean withData) {
    String data = event.data().get();
    return new PassedEvent(
        time,
        false,
        event.namespace(),
        event.name(),
        event.rooms().stream().limit(MAX_ROOMS).toList(),
        event.onlyFor(),
        null,
        event.recipients(),
        data.length(),
        withData ? beginning(data) : null);
  }

  static PassedEvent of(long time, Received event, boolean withData) {
    String data = event.data().get();
    return new PassedEvent(
        time,
        true,
        event.namespace(),
        event.name(),
        List.of(),
        event.socketId(),
        event.transport(),
        0,
        data.length(),
        withData ? beginning(data) : null);
  }

  private static String beginning(String data) {
    return data.length() > MAX_DATA ? data.substring(0, MAX_DATA) : data;
  }

  /** Says nothing of the data. */
  @Override
  public String toString() {
    return "PassedEvent[" + namespace + " " + name + ", length=" + length + "]";
  }
}
