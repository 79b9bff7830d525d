package dev.oneport.web.events;

import dev.oneport.Handshake;
import dev.oneport.RoomAuthorizer;
import dev.oneport.engineio.EngineHandshake;
import dev.oneport.session.PublicHandshake;
import jakarta.json.JsonValue;
import java.util.function.Predicate;

/**
 * Decides who may listen to what. Any thread.
 *
 * @param namespaces whether there is one of that name
 * @param maxRooms of one client
 */
public record EventsGate(Predicate<String> namespaces, RoomAuthorizer rooms, int maxRooms) {

  /**
   * Lets a request pass.
   *
   * @throws dev.oneport.web.ProblemException if it may not; the message says what is missing
   */
  void check(EventsRequest wanted, EngineHandshake first) {
    if (wanted.rooms().size() > maxRooms) {
      throw EventsProblems.tooManyRooms(maxRooms);
    }
    if (!namespaces.test(wanted.namespace())) {
      throw EventsProblems.unknownNamespace(wanted.namespace());
    }
    Handshake client = PublicHandshake.of(first, JsonValue.EMPTY_JSON_OBJECT);
    for (String room : wanted.rooms()) {
      RoomAuthorizer.Decision decision = rooms.mayListen(client, wanted.namespace(), room);
      String missing = decision.missing();
      if (missing != null) {
        throw decision.signIn()
            ? EventsProblems.unauthorized(room, missing)
            : EventsProblems.forbidden(room, missing);
      }
    }
  }
}
