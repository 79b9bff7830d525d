package dev.oneport.web.events;

import dev.oneport.security.Denial;
import dev.oneport.web.EntryDenied;
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

  private static Problem foreignOrigin() {
    return new Problem(
        403,
        "foreign-origin",
        "Pages of that origin may not listen",
        "Add the origin to oneport.cors.origins if it is to.");
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

  /** The gate does not let the request in. */
  static Problem denied(EntryDenied denied) {
    return switch (denied.kind()) {
      case FOREIGN_ORIGIN -> foreignOrigin();
      case TOO_OFTEN -> Problem.tooOften("oneport.limits.connections.*");
      case NOT_LET_IN -> unknown(denied.denial());
    };
  }

  private static Problem unknown(Denial denial) {
    return new Problem(
        401,
        denial.code().replace('_', '-'),
        "This client is not let in",
        "Because " + denial.message() + ". See oneport.auth.* for who is.");
  }

  static ProblemException methodNotAllowed(String allowed) {
    return exception(
        405,
        "method-not-allowed",
        "Only " + allowed + " is answered here",
        "Send a " + allowed + ".");
  }

  static ProblemException overloaded() {
    return exception(
        503,
        "overloaded",
        "The server has as many clients as it takes",
        "Try again after the time in Retry-After.");
  }

  static ProblemException stopping() {
    return exception(
        503,
        "stopping",
        "The server is about to stop",
        "Try again after the time in Retry-After: it may be back then.");
  }

  private static ProblemException exception(int status, String name, String title, String detail) {
    return new ProblemException(new Problem(status, name, title, detail));
  }
}
