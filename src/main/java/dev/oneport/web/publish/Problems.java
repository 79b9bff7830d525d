package dev.oneport.web.publish;

import dev.oneport.config.ApiGrant;
import dev.oneport.publish.Publisher;
import dev.oneport.web.Problem;
import dev.oneport.web.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Why publishing is refused. Stateless. */
final class Problems {
  private Problems() {}

  static Problem closed() {
    return new Problem(
        403,
        "publishing-closed",
        "Publishing is closed",
        "No API key is configured. \"java -jar oneport.war --new-key\" prints a key and the line"
            + " of configuration for it, oneport.api.keys=name=sha256:<SHA-256 of the key in hex>."
            + " Set that in web.xml, as a system property or as the environment variable"
            + " ONEPORT_API_KEYS; then start the application again.");
  }

  static Problem unauthorized() {
    return new Problem(
        401,
        "unauthorized",
        "An API key is needed",
        "Send the header \"Authorization: Bearer KEY\" with a key whose SHA-256 hash is in"
            + " oneport.api.keys, or with a good token where oneport.auth.jwt is set.");
  }

  static Problem noRole(String user) {
    return new Problem(
        403,
        "no-role",
        "That user has no role for it",
        "The server knows you as "
            + user
            + ", who has no role of oneport.api.roles. Give the user one of them, add one of the"
            + " user's roles there, or send a key: \"Authorization: Bearer KEY\".");
  }

  static Problem foreignOrigin() {
    return new Problem(
        403,
        "foreign-origin",
        "Pages of that origin may not publish",
        "Add the origin to oneport.cors.origins if it is to. Programs that are no pages send no"
            + " Origin header.");
  }

  static Problem tooLarge(int maxBytes) {
    return new Problem(
        413,
        "body-too-large",
        "The body is too large",
        "Send at most " + maxBytes + " bytes, or raise oneport.maxHttpBufferSize.");
  }

  static Problem invalid(List<Problem.Fault> errors) {
    return invalidJson(
        "Send {\"namespace\":\"/\",\"rooms\":[\"a\"],\"except\":[\"b\"],\"event\":\"name\","
            + "\"data\":[1,\"two\"],\"id\":\"…\"}; all but event may be left out. See errors.",
        errors);
  }

  static Problem invalidJson(String detail, List<Problem.Fault> errors) {
    return new Problem(
        400, Problem.PREFIX + "invalid-request", "The body is not what it must be", detail, errors);
  }

  static Problem invalidParameter(String name, String must) {
    return new Problem(
        400,
        "invalid-parameter",
        "A parameter is not what it must be",
        "Give for " + name + " " + must + ".");
  }

  static Problem tooManyEvents(int max) {
    return new Problem(
        413,
        "too-many-events",
        "There are too many events in one request",
        "Send at most " + max + " events at once, or raise oneport.api.maxBatch.");
  }

  static Problem noGrant(Publisher publisher, ApiGrant grant) {
    return new Problem(
        403,
        "not-granted",
        "That is not granted",
        publisher.name()
            + " may not "
            + Advice.text(grant)
            + ". "
            + Advice.toGrant(publisher, grant));
  }

  static Problem notInRoom(Publisher publisher, String namespace, String room) {
    return notInRooms(publisher, inNamespace(namespace, room));
  }

  static Problem notToEverybody(Publisher publisher, String namespace) {
    return notInRooms(publisher, inNamespace(namespace, "[*]"));
  }

  private static Problem notInRooms(Publisher publisher, String pattern) {
    return new Problem(
        403,
        "room-not-granted",
        "That room is not granted",
        publisher.name() + " may not do that there. " + Advice.toAddRoom(publisher, pattern));
  }

  static Problem notEverywhere(Publisher publisher) {
    return new Problem(
        403,
        "room-not-granted",
        "That is granted in some rooms only",
        publisher.name()
            + " is named in oneport.api.rooms, and this concerns all rooms. To list the sessions of"
            + " a room, name it: ?room=.");
  }

  private static String inNamespace(String namespace, String room) {
    return namespace.equals("/") ? room : namespace + "#" + room;
  }

  static Problem unknownSession() {
    return new Problem(
        404,
        "unknown-session",
        "There is no such session",
        "Give the id that api/sessions shows; it may have ended meanwhile.");
  }

  static Problem noConsole() {
    return new Problem(
        404,
        "no-console",
        "There is no console",
        "Set oneport.console to true, and start Oneport again.");
  }

  static Problem tooManyViewers() {
    return new Problem(
        503,
        "too-many-viewers",
        "Too many look at events already",
        "Close the inspector in another window, and try again in 15 seconds.");
  }

  static Problem badIdempotencyKey(int maxLength) {
    return new Problem(
        400,
        "invalid-idempotency-key",
        "The Idempotency-Key is not what it must be",
        "Send 1 to " + maxLength + " printable ASCII characters, as a UUID is.");
  }

  static Problem keyInProgress() {
    return new Problem(
        409,
        "request-in-progress",
        "The same request is being answered",
        "Repeat it later: it is done once.");
  }

  static Problem keyOfAnother() {
    return new Problem(
        422,
        "idempotency-key-reused",
        "Another request had the same key",
        "Choose a new Idempotency-Key, or id of an event, for each new one; repeat one with the"
            + " same body.");
  }

  static Problem unknownNamespace() {
    return new Problem(
        404,
        Problem.PREFIX + "unknown-namespace",
        "There is no such namespace",
        "A namespace exists once the application has asked for it: by @SocketNamespace, by @Of or"
            + " by SocketIoServer.of.",
        List.of(new Problem.Fault("#/namespace", "must be the name of a namespace that exists")));
  }

  static Problem notRunning() {
    return new Problem(
        503,
        "not-running",
        "Oneport is not running",
        "The application is being started or stopped: try again later.");
  }

  /** What the status says, and no more. */
  static Problem ofStatus(int status, String detail) {
    Response.Status known = Response.Status.fromStatusCode(status);
    String title = known == null ? "HTTP status " + status : known.getReasonPhrase();
    return new Problem(status, "about:blank", title, detail, List.of());
  }

  /** A response that says when to try again, where that helps. */
  static Response toResponse(ProblemException refused) {
    Response.ResponseBuilder response = toResponse(refused.problem());
    if (refused.retrySeconds() > 0) {
      response.header(HttpHeaders.RETRY_AFTER, refused.retrySeconds());
    }
    return response.build();
  }

  /** A response; the caller may add headers. */
  static Response.ResponseBuilder toResponse(Problem problem) {
    // Bytes: some JSON providers write a string as a JSON string, quoted once more.
    return Response.status(problem.status())
        .type(Problem.MEDIA_TYPE)
        .header("Cache-Control", "no-store")
        .entity(problem.toJson().getBytes(StandardCharsets.UTF_8));
  }
}
