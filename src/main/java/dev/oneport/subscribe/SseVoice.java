package dev.oneport.subscribe;

import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.Cursor;
import dev.oneport.adapter.WireFormat;
import org.jspecify.annotations.Nullable;

/** One block of an event stream for each event. */
public enum SseVoice implements Voice, WireFormat {
  /** The only one: it has no state. */
  INSTANCE;

  @Override
  public WireFormat format(@Nullable String room) {
    return this;
  }

  @Override
  public String encode(Broadcast broadcast) {
    Cursor cursor = broadcast.cursor();
    return SseFormat.event(
        cursor == null ? null : cursor.toString(),
        broadcast.event(),
        "[" + broadcast.arguments().toPlainJson() + "]");
  }
}
