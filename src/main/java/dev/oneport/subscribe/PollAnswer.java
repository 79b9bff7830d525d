package dev.oneport.subscribe;

import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.CatchUp;
import dev.oneport.adapter.CatchUp.Gap;
import dev.oneport.adapter.Cursor;
import dev.oneport.adapter.PlainText;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a poll: {@code {"events":[…],"cursor":…,"recovered":…,"nextPollMs":…}}. Stateless.
 */
public final class PollAnswer {
  private PollAnswer() {}

  /**
   * Writes an answer.
   *
   * @param rooms that the client asked for
   * @param nextPollMillis when it is to ask again
   * @param expiresAt when the client's token is good no more, if it is to be told; null if not
   */
  public static String json(
      CatchUp told,
      Set<String> rooms,
      Voice voice,
      int nextPollMillis,
      @Nullable Instant expiresAt) {
    StringBuilder json = new StringBuilder("{\"events\":[");
    String comma = "";
    if (expiresAt != null) {
      json.append("{\"event\":\"oneport:token_expiring\",\"data\":[{\"expiresAt\":");
      json.append(expiresAt.toEpochMilli()).append("}]}");
      comma = ",";
    }
    for (Broadcast event : told.missed()) {
      json.append(comma).append(text(event, rooms, voice).text());
      comma = ",";
    }
    Cursor position = told.position();
    Gap gap = told.gap();
    json.append("],\"cursor\":");
    json.append(position == null ? "null" : "\"" + position + "\"");
    json.append(",\"recovered\":").append(gap == null);
    if (gap != null) {
      json.append(",\"reason\":\"").append(gap.text()).append('"');
    }
    return json.append(",\"nextPollMs\":").append(nextPollMillis).append('}').toString();
  }

  /**
   * As many events as one answer may have, from the first on; one at least.
   *
   * @param maxBytes of their texts together
   */
  public static CatchUp fitting(CatchUp told, Set<String> rooms, Voice voice, long maxBytes) {
    long bytes = 0;
    int events = 0;
    for (Broadcast event : told.missed()) {
      bytes += text(event, rooms, voice).byteLength();
      if (events > 0 && bytes > maxBytes) {
        return told.first(events);
      }
      events++;
    }
    return told;
  }

  private static PlainText text(Broadcast event, Set<String> mine, Voice voice) {
    Set<String> rooms = event.selection().rooms();
    String room =
        rooms.size() > 1 ? rooms.stream().filter(mine::contains).findFirst().orElse(null) : null;
    return event.as(voice.format(room));
  }
}
