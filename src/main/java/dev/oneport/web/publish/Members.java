package dev.oneport.web.publish;

import dev.oneport.Namespace;
import dev.oneport.SessionRegistry;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Changes who is in a room. Confined to one thread. */
final class Members {
  private final SessionRegistry sessions;
  private final Namespace namespace;
  private final String room;
  private final JsonArrayBuilder joined = Json.createArrayBuilder();
  private final JsonArrayBuilder left = Json.createArrayBuilder();
  private final JsonArrayBuilder refused = Json.createArrayBuilder();
  private final JsonArrayBuilder unknown = Json.createArrayBuilder();

  Members(SessionRegistry sessions, Namespace namespace, String room) {
    this.sessions = sessions;
    this.namespace = namespace;
    this.room = room;
  }

  /**
   * Does it.
   *
   * @return the ids, by what became of them: {@code joined}, {@code left}, {@code refused} would be
   *     in too many rooms, {@code unknown} are not in the namespace
   */
  JsonObject change(MembersRequest wanted) {
    wanted.join().forEach(this::join);
    wanted.leave().forEach(this::leave);
    return Json.createObjectBuilder()
        .add("joined", joined)
        .add("left", left)
        .add("refused", refused)
        .add("unknown", unknown)
        .build();
  }

  private void join(String id) {
    String member = member(id);
    if (member == null) {
      unknown.add(id);
      return;
    }
    namespace.to(member).socketsJoin(room);
    (namespace.members(room).contains(member) ? joined : refused).add(id);
  }

  private void leave(String id) {
    String member = member(id);
    if (member == null) {
      unknown.add(id);
      return;
    }
    namespace.to(member).socketsLeave(room);
    left.add(id);
  }

  /** The id that a session or a socket has in the namespace; null if it is not there. */
  private @Nullable String member(String id) {
    String ofSession =
        sessions.find(id).map(session -> session.memberId(namespace.name())).orElse(id);
    return namespace.members(ofSession).contains(ofSession) ? ofSession : null;
  }
}
