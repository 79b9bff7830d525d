package dev.oneport.subscribe;

import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.Cursor;
import dev.oneport.adapter.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * One block of an event stream for each event, without a name, so that a page need not know the
 * names of all events: its data is the object that a plain WebSocket gets.
 *
 * @param json how that object is written
 */
public record EnvelopeVoice(JsonVoice json) implements Voice {

  @Override
  public WireFormat format(@Nullable String room) {
    return new Format(json.format(room));
  }

  private record Format(WireFormat object) implements WireFormat {
    @Override
    public String encode(Broadcast broadcast) {
      Cursor cursor = broadcast.cursor();
      return SseFormat.message(cursor == null ? null : cursor.toString(), object.encode(broadcast));
    }
  }
}
