package dev.oneport.web.publish;

import dev.oneport.web.Problem;
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
        "No API key is configured. Choose a key and set oneport.api.keys to"
            + " name=sha256:<SHA-256 of the key in hex>, in web.xml, as a system property or as the"
            + " environment variable ONEPORT_API_KEYS; then start the application again.");
  }

  static Problem unauthorized() {
    return new Problem(
        401,
        "unauthorized",
        "An API key is needed",
        "Send the header \"Authorization: Bearer KEY\" with a key whose SHA-256 hash is in"
            + " oneport.api.keys.");
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
    return new Problem(
        400,
        Problem.PREFIX + "invalid-request",
        "The body is not what it must be",
        "Send {\"namespace\":\"/\",\"rooms\":[\"a\"],\"except\":[\"b\"],\"event\":\"name\","
            + "\"data\":[1,\"two\"]}; all but event may be left out. See errors.",
        errors);
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

  /** A response; the caller may add headers. */
  static Response.ResponseBuilder toResponse(Problem problem) {
    // Bytes: some JSON providers write a string as a JSON string, quoted once more.
    return Response.status(problem.status())
        .type(Problem.MEDIA_TYPE)
        .header("Cache-Control", "no-store")
        .entity(problem.toJson().getBytes(StandardCharsets.UTF_8));
  }
}
