package dev.oneport.subscribe;

import dev.oneport.Handshake;
import dev.oneport.JsonBindingException;
import dev.oneport.RoomAuthorizer;
import dev.oneport.adapter.RoomNames;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.session.PublicHandshake;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client without a library may say, one JSON object in each text: {@code
 * {"subscribe":["room"]}} and {@code {"unsubscribe":["room"]}}. What it says wrong is answered with
 * {@code {"error":{"code":…,"message":…}}}, and the connection lives. Stateless.
 */
public final class PlainProtocol {
  private static final int MAX_ROOM_NAME_LENGTH = 255;

  /** Until clients can choose one. */
  private static final String NAMESPACE = "/";

  private final JsonBinding json;
  private final RoomAuthorizer authorizer;
  private final Voice voice;

  /** The command can't be carried out. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final String code;

    Refused(String code, String message) {
      super(message, null, false, false);
      this.code = code;
    }
  }

  /**
   * The protocol of one application.
   *
   * @param authorizer decides who may listen to what
   */
  public PlainProtocol(JsonBinding json, RoomAuthorizer authorizer) {
    this.json = json;
    this.authorizer = authorizer;
    this.voice = new JsonVoice(json, true);
  }

  /** Carries out one text of a client and answers it. */
  public void onText(Subscriber subscriber, String text) {
    JsonValue id = null;
    try {
      JsonObject command = parse(text);
      id = command.get("id");
      if (command.containsKey("subscribe")) {
        subscribe(subscriber, rooms(command, "subscribe"), id);
      } else if (command.containsKey("unsubscribe")) {
        Set<String> rooms = rooms(command, "unsubscribe");
        Subscription here = subscriber.in(NAMESPACE);
        if (here != null) {
          here.leave(rooms);
        }
        answer(subscriber, "\"unsubscribed\":" + json.toJson(rooms), id);
      } else {
        throw new Refused("unknown_command", "expected \"subscribe\" or \"unsubscribe\"");
      }
    } catch (Refused e) {
      answer(
          subscriber,
          "\"error\":{\"code\":"
              + json.toJson(e.code)
              + ",\"message\":"
              + json.toJson(String.valueOf(e.getMessage()))
              + "}",
          id);
    }
  }

  private JsonObject parse(String text) throws Refused {
    try {
      JsonObject command = json.fromJson(text, JsonObject.class);
      if (command != null) {
        return command;
      }
    } catch (JsonBindingException e) {
      // Told below, as for null.
    }
    throw new Refused("malformed", "expected one JSON object");
  }

  private void subscribe(Subscriber subscriber, Set<String> rooms, @Nullable JsonValue id)
      throws Refused {
    Handshake client = PublicHandshake.of(subscriber.handshake(), JsonValue.EMPTY_JSON_OBJECT);
    for (String room : rooms) {
      RoomAuthorizer.Decision decision = authorizer.mayListen(client, NAMESPACE, room);
      if (!decision.isAllowed() || RoomNames.isReserved(room)) {
        throw new Refused("forbidden", String.valueOf(decision.missing()));
      }
    }
    Subscription here = subscriber.in(NAMESPACE, voice);
    if (here == null) {
      throw new Refused("too_many_namespaces", "a client may not be in so many namespaces");
    }
    if (!here.join(rooms, null, catchUp -> text("\"subscribed\":" + json.toJson(rooms), id))) {
      throw new Refused("too_many_rooms", "a client may not be in so many rooms");
    }
  }

  private static Set<String> rooms(JsonObject command, String name) throws Refused {
    Set<String> rooms = new LinkedHashSet<>();
    if (command.get(name) instanceof JsonArray array) {
      for (JsonValue value : array) {
        rooms.add(room(value, name));
      }
      return rooms;
    }
    throw new Refused("malformed", "\"" + name + "\" must be an array of room names");
  }

  private static String room(JsonValue value, String name) throws Refused {
    if (value instanceof JsonString string
        && !string.getString().isEmpty()
        && string.getString().length() <= MAX_ROOM_NAME_LENGTH) {
      return string.getString();
    }
    throw new Refused(
        "malformed",
        "\"" + name + "\" must hold strings of 1 to " + MAX_ROOM_NAME_LENGTH + " characters");
  }

  private static void answer(Subscriber subscriber, String members, @Nullable JsonValue id) {
    subscriber.send(text(members, id));
  }

  private static String text(String members, @Nullable JsonValue id) {
    return "{" + members + (id == null ? "" : ",\"id\":" + id) + "}";
  }
}
