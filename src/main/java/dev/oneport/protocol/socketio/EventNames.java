package dev.oneport.protocol.socketio;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.PacketFormatException.Reason;
import dev.oneport.protocol.json.JsonStrings;
import dev.oneport.protocol.json.Spans;
import java.util.Set;

/** The rules for names of events. Stateless; safe for any thread. */
public final class EventNames {

  private static final Set<String> RESERVED =
      Set.of(
          "connect",
          "connect_error",
          "disconnect",
          "disconnecting",
          "newListener",
          "removeListener");

  private EventNames() {}

  /** Whether neither side may emit an event of this name. */
  public static boolean isReserved(String name) {
    return RESERVED.contains(name);
  }

  /**
   * The name of a received event: the first element of its array.
   *
   * @param text where the array is; it was checked
   * @param elements of the array
   * @param maxLength in UTF-16 units
   * @return the string; the text of a number
   * @throws PacketFormatException {@link Reason#INVALID_PAYLOAD} if it is missing, or neither a
   *     string nor a number; {@link Reason#EVENT_NAME_TOO_LONG}; {@link Reason#RESERVED_EVENT_NAME}
   */
  public static String read(String text, Spans elements, int maxLength)
      throws PacketFormatException {
    if (elements.size() == 0) {
      throw new PacketFormatException(Reason.INVALID_PAYLOAD, "an EVENT needs a name");
    }
    int start = elements.start(0);
    int end = elements.end(0);
    char first = text.charAt(start);
    boolean number = first == '-' || (first >= '0' && first <= '9');
    if (!number && first != '"') {
      throw new PacketFormatException(
          Reason.INVALID_PAYLOAD, "the name of an EVENT is a string or a number");
    }
    String name = number ? text.substring(start, end) : JsonStrings.unquote(text, start, end);
    if (name.length() > maxLength) {
      throw new PacketFormatException(
          Reason.EVENT_NAME_TOO_LONG,
          "an event name of " + name.length() + ", allowed " + maxLength);
    }
    if (isReserved(name)) {
      throw new PacketFormatException(Reason.RESERVED_EVENT_NAME, "a reserved event name");
    }
    return name;
  }
}
