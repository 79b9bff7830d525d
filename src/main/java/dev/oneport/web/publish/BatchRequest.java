package dev.oneport.web.publish;

import dev.oneport.config.OneportConfig;
import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.json.JsonScanner;
import dev.oneport.protocol.json.Spans;
import dev.oneport.web.Problem;
import dev.oneport.web.ProblemException;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code {"events":[…]}}. Stateless. */
final class BatchRequest {
  private static final String MEMBER = "events";

  private BatchRequest() {}

  /**
   * The texts of the events, each one JSON value.
   *
   * @throws ProblemException if it is anything else, or there are too many
   */
  static List<String> parse(String body, OneportConfig config) {
    try {
      // The object and its array around requests, which have their arguments one level deeper.
      int maxDepth = Math.min(JsonScanner.MAX_DEPTH, config.socketIo().maxJsonDepth() + 3);
      int start = JsonScanner.scanValue(body, 0, maxDepth);
      if (body.charAt(start) != '{') {
        throw invalid("#", "must be a JSON object");
      }
      List<RawObject.Member> members = RawObject.members(body, start);
      if (members.size() != 1
          || !members.get(0).name().equals(MEMBER)
          || !members.get(0).value().startsWith("[")) {
        throw invalid("#/" + MEMBER, "must be there, alone, an array of events");
      }
      return elements(members.get(0).value(), maxDepth, config.publish().maxBatch());
    } catch (PacketFormatException e) {
      throw invalid("#", "must be valid JSON: " + e.getMessage());
    }
  }

  private static List<String> elements(String array, int maxDepth, int max)
      throws PacketFormatException {
    Spans spans = JsonScanner.scanArray(array, 0, maxDepth, 0);
    if (spans.size() > max) {
      throw new ProblemException(Problems.tooManyEvents(max));
    }
    List<String> elements = new ArrayList<>(spans.size());
    for (int i = 0; i < spans.size(); i++) {
      elements.add(array.substring(spans.start(i), spans.end(i)));
    }
    return elements;
  }

  private static ProblemException invalid(String pointer, String must) {
    return new ProblemException(
        Problems.invalidJson(
            "Send {\"events\":[{\"event\":\"name\",\"data\":[1]}]}, each event as for api/emit."
                + " See errors.",
            List.of(new Problem.Fault(pointer, must))));
  }
}
