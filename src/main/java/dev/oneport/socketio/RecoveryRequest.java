package dev.oneport.socketio;

import dev.oneport.adapter.Cursor;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends, within its {@code auth}, to be recovered.
 *
 * @param pid the private id that it was given
 * @param received up to where it has received events; null if it has received none
 */
record RecoveryRequest(String pid, @Nullable Cursor received) {
  private static final String PID = "pid";
  private static final String OFFSET = "offset";

  /** Reads it; null if there is none that makes sense. */
  static @Nullable RecoveryRequest of(JsonObject auth) {
    if (!(auth.get(PID) instanceof JsonString pid)) {
      return null;
    }
    JsonValue offset = auth.get(OFFSET);
    if (offset == null) {
      return new RecoveryRequest(pid.getString(), null);
    }
    Cursor received = offset instanceof JsonString text ? Cursor.parse(text.getString()) : null;
    return received == null ? null : new RecoveryRequest(pid.getString(), received);
  }
}
