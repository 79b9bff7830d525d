package dev.oneport.subscribe;

import dev.oneport.adapter.CatchUp;
import dev.oneport.adapter.CatchUp.Gap;
import dev.oneport.adapter.Cursor;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.protocol.json.JsonBinding;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What clients without a library are answered: one JSON object each. Stateless.
 *
 * @param heartbeatMillis between two pings, which clients are told
 */
record PlainAnswers(JsonBinding json, int heartbeatMillis) {

  /**
   * It is in rooms.
   *
   * @param since what it said that it has: its place until what it missed has arrived
   */
  String subscribed(
      String namespace,
      Set<String> rooms,
      CatchUp told,
      @Nullable Cursor since,
      @Nullable JsonValue id) {
    StringBuilder members = new StringBuilder("\"subscribed\":").append(json.toJson(rooms));
    appendNamespace(members, namespace);
    Cursor place = told.missed().isEmpty() ? told.position() : since;
    if (place != null) {
      members.append(",\"cursor\":\"").append(place).append('"');
    }
    Gap gap = told.gap();
    members.append(",\"recovered\":").append(gap == null);
    if (gap != null) {
      members.append(",\"reason\":\"").append(gap.text()).append('"');
    }
    members.append(",\"heartbeatMs\":").append(heartbeatMillis);
    return object(members, id);
  }

  String unsubscribed(String namespace, Set<String> rooms, @Nullable JsonValue id) {
    StringBuilder members = new StringBuilder("\"unsubscribed\":").append(json.toJson(rooms));
    appendNamespace(members, namespace);
    return object(members, id);
  }

  /**
   * It has said who it is.
   *
   * @param user its name; null if nobody
   */
  String authenticated(@Nullable String user, @Nullable JsonValue id) {
    return object(new StringBuilder("\"authenticated\":").append(json.toJson(user)), id);
  }

  /**
   * It may stay longer.
   *
   * @param end until when; null for as long as it likes
   */
  String renewed(@Nullable Instant end, @Nullable JsonValue id) {
    String members =
        "\"renewed\":{\"expiresAt\":" + (end == null ? null : end.toEpochMilli()) + "}";
    return object(new StringBuilder(members), id);
  }

  String pong(JsonValue ping, @Nullable JsonValue id) {
    return object(new StringBuilder("\"pong\":").append(ping), id);
  }

  /** A handler's answer to its emit. */
  String ack(EncodedArguments arguments, @Nullable JsonValue id) {
    return object(new StringBuilder("\"ack\":[").append(arguments.toPlainJson()).append(']'), id);
  }

  /** The server has taken it out of a namespace. */
  String disconnected(String namespace) {
    StringBuilder members = new StringBuilder("\"event\":\"oneport:disconnected\",\"data\":[]");
    appendNamespace(members, namespace);
    return object(members, null);
  }

  String error(String code, String message, @Nullable JsonValue id) {
    StringBuilder members = new StringBuilder("\"error\":{\"code\":").append(json.toJson(code));
    members.append(",\"message\":").append(json.toJson(message)).append('}');
    return object(members, id);
  }

  private void appendNamespace(StringBuilder members, String namespace) {
    if (!namespace.equals("/")) {
      members.append(",\"namespace\":").append(json.toJson(namespace));
    }
  }

  private static String object(StringBuilder members, @Nullable JsonValue id) {
    return "{" + members + (id == null ? "" : ",\"id\":" + id) + "}";
  }
}
