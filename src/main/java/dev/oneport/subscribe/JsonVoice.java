package dev.oneport.subscribe;

import dev.oneport.adapter.AckRequest;
import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.Cursor;
import dev.oneport.adapter.RoomNames;
import dev.oneport.adapter.WireFormat;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.SocketIoPacket;
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
    return new Format(this, room, false);
  }

  @Override
  public WireFormat answerable(@Nullable String room) {
    return new Format(this, room, true);
  }

  /**
   * An event for one client alone.
   *
   * @param ackId what it is to answer with; {@code NO_ACK} if it is not to answer
   */
  String direct(String namespace, long ackId, String event, EncodedArguments arguments) {
    StringBuilder text = begin(namespace, event, arguments);
    appendId(text, ackId);
    return text.append('}').toString();
  }

  private StringBuilder begin(String namespace, String event, EncodedArguments arguments) {
    StringBuilder text = new StringBuilder("{\"event\":").append(json.toJson(event));
    text.append(",\"data\":[").append(arguments.toPlainJson()).append(']');
    if (withNamespace && !namespace.equals("/")) {
      text.append(",\"namespace\":").append(json.toJson(namespace));
    }
    return text;
  }

  private static void appendId(StringBuilder text, long ackId) {
    if (ackId != SocketIoPacket.NO_ACK) {
      text.append(",\"id\":").append(ackId);
    }
  }

  private String encode(Broadcast broadcast, @Nullable String room, boolean answerable) {
    StringBuilder text = begin(broadcast.namespace(), broadcast.event(), broadcast.arguments());
    if (room != null) {
      text.append(",\"room\":").append(json.toJson(room));
    }
    Cursor cursor = broadcast.cursor();
    if (cursor != null) {
      text.append(",\"cursor\":\"").append(cursor).append('"');
    }
    AckRequest request = broadcast.ackRequest();
    if (request != null && answerable) {
      appendId(text, request.id());
    }
    return text.append('}').toString();
  }

  private record Format(JsonVoice voice, @Nullable String chosen, boolean answerable)
      implements WireFormat {
    @Override
    public String encode(Broadcast broadcast) {
      Set<String> rooms = broadcast.selection().rooms();
      String only = rooms.size() == 1 ? rooms.iterator().next() : null;
      String room = chosen == null ? only : chosen;
      boolean told = room != null && !RoomNames.isReserved(room);
      return voice.encode(broadcast, told ? room : null, answerable);
    }
  }
}
