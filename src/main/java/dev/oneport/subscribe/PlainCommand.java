package dev.oneport.subscribe;

import dev.oneport.JsonBindingException;
import dev.oneport.adapter.Cursor;
import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.PacketFormatException.Reason;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.json.JsonScanner;
import dev.oneport.protocol.socketio.Arguments;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One text of a client without a library: a JSON object with one member that says what to do.
 * Immutable.
 *
 * @param verb what to do
 * @param members of the object
 */
record PlainCommand(Verb verb, JsonObject members) {
  private static final int MAX_NAME_LENGTH = 255;

  /** What a client may want. Its name in lower case is the name of the member. */
  enum Verb {
    SUBSCRIBE("subscribe"),
    UNSUBSCRIBE("unsubscribe"),
    EMIT("emit"),
    ACK("ack"),
    AUTH("auth"),
    RENEW("renew"),
    PING("ping"),
    PONG("pong");

    private final String member;

    Verb(String member) {
      this.member = member;
    }
  }

  /** A text that was read as far as to know how to answer it. */
  record Draft(JsonObject members) {

    /** What the client wants its answer to carry; null if nothing. */
    @Nullable JsonValue id() {
      return members.get("id");
    }

    PlainCommand command() throws Refused {
      List<Verb> verbs = new ArrayList<>();
      for (Verb verb : Verb.values()) {
        if (members.containsKey(verb.member)) {
          verbs.add(verb);
        }
      }
      if (verbs.isEmpty()) {
        throw new Refused("unknown_command", "expected one of " + names());
      }
      if (verbs.size() > 1) {
        throw Refused.malformed("only one of " + names() + " at a time");
      }
      return new PlainCommand(verbs.get(0), members);
    }

    private static String names() {
      StringBuilder names = new StringBuilder();
      for (Verb verb : Verb.values()) {
        names.append(names.isEmpty() ? "" : ", ").append('"').append(verb.member).append('"');
      }
      return names.toString();
    }
  }

  /** Reads a text that is to be one JSON object. */
  static Draft draft(String text, JsonBinding json, int maxDepth) throws Refused {
    try {
      JsonScanner.scanValue(text, 0, maxDepth);
      JsonObject members = json.fromJson(text, JsonObject.class);
      if (members != null) {
        return new Draft(members);
      }
    } catch (PacketFormatException e) {
      if (e.reason() == Reason.TOO_DEEP) {
        throw new Refused("too_deep", "nested deeper than " + maxDepth);
      }
    } catch (JsonBindingException e) {
      // Told below, as for null.
    }
    throw Refused.malformed("expected one JSON object");
  }

  /** What the verb is said of. */
  JsonValue object() {
    return Objects.requireNonNull(members.get(verb.member));
  }

  /** The namespace it is about. */
  String namespace() throws Refused {
    if (!members.containsKey("namespace")) {
      return "/";
    }
    String name = string(members.get("namespace"), "\"namespace\" must be a string");
    return name.startsWith("/") ? name : "/" + name;
  }

  /** The rooms that it is said of. */
  Set<String> rooms() throws Refused {
    if (!(object() instanceof JsonArray array)) {
      throw Refused.malformed("\"" + verb.member + "\" must be an array of room names");
    }
    Set<String> rooms = new LinkedHashSet<>();
    for (JsonValue value : array) {
      rooms.add(string(value, "\"" + verb.member + "\" must hold strings of 1 to 255 characters"));
    }
    return rooms;
  }

  /** Whether it says what the client has already. */
  boolean hasSince() {
    JsonValue since = members.get("since");
    return since != null && since != JsonValue.NULL;
  }

  /** What the client has already; null if it does not say, or not so that it can be understood. */
  @Nullable Cursor since() {
    return members.get("since") instanceof JsonString text ? Cursor.parse(text.getString()) : null;
  }

  /** The name of an event. */
  String event(int maxLength) throws Refused {
    return string(object(), maxLength, "\"emit\" must be the name of an event");
  }

  /** What comes with an event; nothing if the client leaves it out. */
  Arguments data() throws Refused {
    return members.containsKey("data") ? arguments(members.get("data"), "data") : Arguments.EMPTY;
  }

  /** The answer to an event. */
  Arguments answer() throws Refused {
    return arguments(object(), verb.member);
  }

  /** The id of an event that is answered. */
  long ackId() throws Refused {
    if (members.get("id") instanceof JsonNumber number && number.isIntegral()) {
      return number.longValue();
    }
    throw Refused.malformed("\"id\" must be that of the event");
  }

  private static Arguments arguments(@Nullable JsonValue value, String member) throws Refused {
    if (!(value instanceof JsonArray array)) {
      throw Refused.malformed("\"" + member + "\" must be an array");
    }
    String text = array.toString();
    return Arguments.of(new EncodedArguments(text.substring(1, text.length() - 1), List.of()));
  }

  /** The ticket or token that tells who the client is, as a member of that name. */
  JsonObject credentials() throws Refused {
    if (object() instanceof JsonObject auth
        && (auth.get("ticket") instanceof JsonString || auth.get("token") instanceof JsonString)) {
      return auth;
    }
    throw Refused.malformed("\"auth\" must be an object with a \"ticket\" or a \"token\"");
  }

  /** The token that takes the place of the one before. */
  String token() throws Refused {
    if (object() instanceof JsonString token) {
      return token.getString();
    }
    throw Refused.malformed("\"renew\" must be the new token, a string");
  }

  private static String string(@Nullable JsonValue value, String expected) throws Refused {
    return string(value, MAX_NAME_LENGTH, expected);
  }

  private static String string(@Nullable JsonValue value, int maxLength, String expected)
      throws Refused {
    if (value instanceof JsonString string
        && !string.getString().isEmpty()
        && string.getString().length() <= maxLength) {
      return string.getString();
    }
    throw Refused.malformed(expected);
  }
}
