package dev.oneport.web.events;

import dev.oneport.web.Problem;
import dev.oneport.web.ProblemException;

/** Why listening is refused. Stateless. */
final class EventsProblems {
  private EventsProblems() {}

  static ProblemException badRequest(String detail) {
    return exception(400, "invalid-request", "The request is not what it must be", detail);
  }

  static ProblemException unknownNamespace(String name) {
    return exception(
        404,
        "unknown-namespace",
        "There is no such namespace",
        "The application has made no namespace "
            + name
            + ": by @SocketNamespace, @Of or"
            + " SocketIoServer.of.");
  }

  static ProblemException forbidden(String room, String missing) {
    return exception(403, "room-forbidden", "Room " + room + " may not be listened to", missing);
  }

  /** Nobody has signed in, and that may be all that is missing. */
  static ProblemException unauthorized(String room, String missing) {
    return exception(401, "sign-in-needed", "Room " + room + " needs somebody signed in", missing);
  }

  static ProblemException tooManyRooms(int max) {
    return exception(
        400,
        "too-many-rooms",
        "That is too many rooms",
        "One client may listen to " + max + " rooms at most (oneport.maxRoomsPerSocket).");
  }

  static ProblemException badTicket() {
    return exception(
        401,
        "bad-ticket",
        "That ticket is not good",
        "A ticket can be used once, within 30 s: get another by POST at events/ticket.");
  }

  static ProblemException unknownSession() {
    return exception(
        404,
        "unknown-session",
        "There is no such stream",
        "It has ended: open another with the new token.");
  }

  static Problem tooSlow() {
    return new Problem(
        408, "too-slow", "The body has not come", "Send the whole request again, at once.");
  }

  static ProblemException methodNotAllowed(String allowed) {
    return exception(
        405,
        "method-not-allowed",
        "Only " + allowed + " is answered here",
        "Send a " + allowed + ".");
  }

  private static ProblemException exception(int status, String name, String title, String detail) {
    return new ProblemException(new Problem(status, name, title, detail));
  }
}
