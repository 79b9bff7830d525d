package dev.oneport.web.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oneport.JsonText;
import dev.oneport.adapter.RoomNames;
import dev.oneport.config.SocketIoConfig;
import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.json.JsonScanner;
import dev.oneport.protocol.json.JsonStrings;
import dev.oneport.protocol.json.Spans;
import dev.oneport.socketio.OwnEvents;
import dev.oneport.web.Problem;
import dev.oneport.web.ProblemException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event to emit. Immutable.
 *
 * @param namespace where
 * @param rooms whose members get it; empty for everybody
 * @param except whose members do not
 * @param event its name
 * @param arguments each exactly as in the body, but for what stands for bytes
 * @param id by which it counts once, however often it comes; null if it has none
 */
record PublishRequest(
    String namespace,
    List<String> rooms,
    List<String> except,
    String event,
    List<JsonText> arguments,
    @Nullable String id) {

  PublishRequest {
    rooms = List.copyOf(rooms);
    except = List.copyOf(except);
    arguments = List.copyOf(arguments);
  }

  /**
   * Reads {@code {"namespace": …, "rooms": […], "except": […], "event": …, "data": […], "id": …}};
   * all but the event may be left out.
   *
   * @param binary finds what stands for bytes
   * @throws ProblemException if it is anything else, with everything that is wrong
   */
  static PublishRequest parse(String body, BinaryObjects binary, SocketIoConfig limits) {
    return new Parser(binary, limits).parse(body);
  }

  /** Reads one body. */
  private static final class Parser {
    /** Enough to see what is wrong; a body may have many thousands of wrong rooms. */
    private static final int MAX_ERRORS = 20;

    private static final int MAX_SHOWN = 64;

    private final BinaryObjects binary;
    private final SocketIoConfig limits;
    private final List<Problem.Fault> errors = new ArrayList<>();

    private String namespace = "/";
    private List<String> rooms = List.of();
    private List<String> except = List.of();
    private String event = "";
    private List<JsonText> arguments = List.of();
    private @Nullable String id;

    Parser(BinaryObjects binary, SocketIoConfig limits) {
      this.binary = binary;
      this.limits = limits;
    }

    PublishRequest parse(String body) {
      Set<String> names = new HashSet<>();
      for (RawObject.Member member : members(body)) {
        if (names.add(member.name())) {
          read(member);
        } else {
          error(member.name(), "must be there only once");
        }
      }
      if (!names.contains("event")) {
        error("event", "must be there: the name of the event");
      }
      failIfWrong();
      return new PublishRequest(namespace, rooms, except, event, arguments, id);
    }

    private List<RawObject.Member> members(String body) {
      try {
        // What limits packets counts from the array of arguments, one level deeper here.
        int start = JsonScanner.scanValue(body, 0, limits.maxJsonDepth() + 1);
        if (body.charAt(start) == '{') {
          return RawObject.members(body, start);
        }
        errors.add(new Problem.Fault("#", "must be a JSON object"));
      } catch (PacketFormatException e) {
        errors.add(new Problem.Fault("#", "must be valid JSON: " + e.getMessage()));
      }
      failIfWrong();
      return List.of();
    }

    private void read(RawObject.Member member) {
      String name = member.name();
      String value = member.value();
      switch (name) {
        case "namespace" -> namespace = Names.namespace(string(name, value));
        case "rooms" -> rooms = rooms(name, value);
        case "except" -> except = rooms(name, value);
        case "event" -> event = event(name, value);
        case "data" -> arguments = arguments(name, value);
        case "id" -> id = id(name, value);
        default ->
            error(name, "is unknown: there are namespace, rooms, except, event, data and id");
      }
    }

    private String event(String name, String value) {
      String read = string(name, value);
      if (read.length() > limits.maxEventNameLength()) {
        error(name, "must have at most " + limits.maxEventNameLength() + " characters");
      } else if (OwnEvents.isReserved(read)) {
        error(name, "must be another name: this event is reserved for Socket.IO or Oneport");
      }
      return read;
    }

    private String id(String name, String value) {
      String read = string(name, value);
      if (read.length() > Once.MAX_KEY_LENGTH) {
        error(name, "must have at most " + Once.MAX_KEY_LENGTH + " characters");
      }
      return read;
    }

    private String string(String name, String value) {
      if (!isString(value) || value.length() == 2) {
        error(name, "must be a string that is not empty");
        return "";
      }
      return JsonStrings.unquote(value, 0, value.length());
    }

    private List<String> rooms(String name, String value) {
      List<String> read = new ArrayList<>();
      for (String element : elements(name, value, "must be an array of names of rooms")) {
        String room = isString(element) ? JsonStrings.unquote(element, 0, element.length()) : "";
        String[] place = {name, Integer.toString(read.size())};
        if (room.isEmpty()) {
          error(place, "must be a string that is not empty");
        } else if (RoomNames.isReserved(room)) {
          error(place, "must be another name: it is one of the server's own");
        }
        read.add(room);
      }
      if (read.isEmpty() && value.startsWith("[")) {
        error(name, "must name at least one room; leave it out to mean none in particular");
      }
      return read;
    }

    private List<JsonText> arguments(String name, String value) {
      List<JsonText> read = new ArrayList<>();
      int attachments = limits.maxAttachments();
      for (String element : elements(name, value, "must be an array: the arguments of the event")) {
        try {
          JsonText argument = binary.read(element, attachments);
          attachments -= argument.attachments().size();
          read.add(argument);
        } catch (BinaryObjects.WrongException e) {
          error(new String[] {name, Integer.toString(read.size())}, String.valueOf(e.getMessage()));
          return read;
        }
      }
      if (attachments < limits.maxAttachments()) {
        checkPlaceholders(name, read);
      }
      return read;
    }

    /**
     * Beside bytes what looks like a placeholder is taken for one, whichever argument it is in; of
     * one that points to none clients say that they are spoken to in another protocol, and leave.
     */
    private void checkPlaceholders(String name, List<JsonText> read) {
      for (int i = 0; i < read.size(); i++) {
        if (read.get(i).attachments().isEmpty() && holdsPlaceholder(read.get(i).text())) {
          error(
              new String[] {name, Integer.toString(i)}, BinaryObjects.NO_PLACEHOLDER_BESIDE_BINARY);
        }
      }
    }

    private boolean holdsPlaceholder(String json) {
      try {
        return JsonScanner.scanPlaceholders(json, limits.maxJsonDepth(), 1).size() > 0;
      } catch (PacketFormatException pointsToNone) {
        return true;
      }
    }

    private List<String> elements(String name, String value, String must) {
      if (!value.startsWith("[")) {
        error(name, must);
        return List.of();
      }
      try {
        Spans spans = JsonScanner.scanArray(value, 0, limits.maxJsonDepth(), 0);
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
          elements.add(value.substring(spans.start(i), spans.end(i)));
        }
        return elements;
      } catch (PacketFormatException e) {
        throw new IllegalStateException("the whole was scanned before", e);
      }
    }

    private static boolean isString(String value) {
      return value.startsWith("\"");
    }

    private void error(String member, String detail) {
      error(new String[] {member}, detail);
    }

    /** Notes what is wrong at a path of member names and indices. */
    private void error(String[] path, String detail) {
      if (errors.size() == MAX_ERRORS) {
        return;
      }
      StringBuilder pointer = new StringBuilder("#");
      for (String step : path) {
        // Names come from outside: shortened, escaped for JSON Pointer and then for a URI.
        String shortened = step.substring(0, Math.min(step.length(), MAX_SHOWN));
        String escaped = shortened.replace("~", "~0").replace("/", "~1");
        pointer
            .append('/')
            .append(URLEncoder.encode(escaped, UTF_8).replace("+", "%20").replace("%7E", "~"));
      }
      errors.add(new Problem.Fault(pointer.toString(), detail));
    }

    private void failIfWrong() {
      if (!errors.isEmpty()) {
        throw new ProblemException(Problems.invalid(errors));
      }
    }
  }
}
