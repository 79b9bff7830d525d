package dev.oneport.web.publish;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.json.JsonScanner;
import dev.oneport.protocol.json.JsonStrings;
import dev.oneport.protocol.json.Spans;
import dev.oneport.web.Problem;
import dev.oneport.web.ProblemException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who is to join and to leave a room, by the ids of sessions or sockets. Immutable.
 *
 * @param join first
 * @param leave then
 */
record MembersRequest(Set<String> join, Set<String> leave) {
  private static final int MAX_DEPTH = 3;

  /**
   * Reads {@code {"join":["id"],"leave":["id"]}}, of which one may be left out.
   *
   * @throws ProblemException if it is anything else
   */
  static MembersRequest parse(String body) {
    try {
      int start = JsonScanner.scanValue(body, 0, MAX_DEPTH);
      if (body.charAt(start) != '{') {
        throw invalid("#", "must be a JSON object");
      }
      Set<String> join = new LinkedHashSet<>();
      Set<String> leave = new LinkedHashSet<>();
      for (RawObject.Member member : RawObject.members(body, start)) {
        switch (member.name()) {
          case "join" -> join.addAll(ids("#/join", member.value()));
          case "leave" -> leave.addAll(ids("#/leave", member.value()));
          default -> throw invalid("#", "must have join and leave only");
        }
      }
      if (join.isEmpty() && leave.isEmpty()) {
        throw invalid("#", "must name somebody to join or leave");
      }
      return new MembersRequest(join, leave);
    } catch (PacketFormatException e) {
      throw invalid("#", "must be valid JSON: " + e.getMessage());
    }
  }

  private static Set<String> ids(String pointer, String value) throws PacketFormatException {
    if (!value.startsWith("[")) {
      throw invalid(pointer, "must be an array of ids");
    }
    Set<String> ids = new LinkedHashSet<>();
    Spans spans = JsonScanner.scanArray(value, 0, MAX_DEPTH, 0);
    for (int i = 0; i < spans.size(); i++) {
      if (value.charAt(spans.start(i)) != '"') {
        throw invalid(pointer + "/" + i, "must be the id of a session or a socket");
      }
      ids.add(JsonStrings.unquote(value, spans.start(i), spans.end(i)));
    }
    return ids;
  }

  private static ProblemException invalid(String pointer, String must) {
    return new ProblemException(
        Problems.invalidJson(
            "Send {\"join\":[\"id\"],\"leave\":[\"id\"]}, of which one may be left out. See errors.",
            List.of(new Problem.Fault(pointer, must))));
  }
}
