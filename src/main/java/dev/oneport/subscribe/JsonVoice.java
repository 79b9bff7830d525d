package dev.oneport.subscribe;

import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.Cursor;
import dev.oneport.adapter.RoomNames;
import dev.oneport.adapter.WireFormat;
import dev.oneport.protocol.json.JsonBinding;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object for each event: {@code {"event":…,"data":[…],"room":…,"cursor":…}}.
 *
 * @param withNamespace whether the client is told the namespace too
 */
public record JsonVoice(JsonBinding json, boolean withNamespace) implements Voice {

  @Override
  public WireFormat format(@Nullable String room) {
    return new Format(this, room);
  }

  /** The event, as {@code "event":…,"data":[…]}: what every form of it has. */
  private String encode(Broadcast broadcast, @Nullable String room) {
    StringBuilder text = new StringBuilder("{\"event\":").append(json.toJson(broadcast.event()));
    text.append(",\"data\":[").append(broadcast.arguments().toPlainJson()).append(']');
    if (withNamespace && !broadcast.namespace().equals("/")) {
      text.append(",\"namespace\":").append(json.toJson(broadcast.namespace()));
    }
    if (room != null) {
      text.append(",\"room\":").append(json.toJson(room));
    }
    Cursor cursor = broadcast.cursor();
    if (cursor != null) {
      text.append(",\"cursor\":\"").append(cursor).append('"');
    }
    return text.append('}').toString();
  }

  private record Format(JsonVoice voice, @Nullable String chosen) implements WireFormat {
    @Override
    public String encode(Broadcast broadcast) {
      Set<String> rooms = broadcast.selection().rooms();
      String only = rooms.size() == 1 ? rooms.iterator().next() : null;
      String told = chosen == null ? only : chosen;
      return voice.encode(broadcast, told == null || RoomNames.isReserved(told) ? null : told);
    }
  }
}
