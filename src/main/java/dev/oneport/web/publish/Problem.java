package dev.oneport.web.publish;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Why a request is refused. Immutable.
 *
 * @param type a stable name for programs, {@code about:blank} if the status says it all
 * @param title the same for people
 * @param detail what to do
 * @param errors what is wrong with the body; may be empty
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
record Problem(int status, String type, String title, String detail, List<Fault> errors) {
  static final String MEDIA_TYPE = "application/problem+json";

  private static final String PREFIX = "urn:oneport:problem:";

  /**
   * One thing that is wrong with a body.
   *
   * @param pointer to the place, a JSON pointer as a URI fragment
   * @param detail what it must be
   */
  record Fault(String pointer, String detail) {}

  Problem {
    errors = List.copyOf(errors);
  }

  private Problem(int status, String name, String title, String detail) {
    this(status, PREFIX + name, title, detail, List.of());
  }

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

  static Problem invalid(List<Fault> errors) {
    return new Problem(
        400,
        PREFIX + "invalid-request",
        "The body is not what it must be",
        "Send {\"namespace\":\"/\",\"rooms\":[\"a\"],\"except\":[\"b\"],\"event\":\"name\","
            + "\"data\":[1,\"two\"]}; all but event may be left out. See errors.",
        errors);
  }

  static Problem unknownNamespace() {
    return new Problem(
        404,
        PREFIX + "unknown-namespace",
        "There is no such namespace",
        "A namespace exists once the application has asked for it: by @SocketNamespace, by @Of or"
            + " by SocketIoServer.of.",
        List.of(new Fault("#/namespace", "must be the name of a namespace that exists")));
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
  Response.ResponseBuilder toResponse() {
    // Bytes: some JSON providers write a string as a JSON string, quoted once more.
    return Response.status(status)
        .type(MEDIA_TYPE)
        .header("Cache-Control", "no-store")
        .entity(toJson().getBytes(StandardCharsets.UTF_8));
  }

  String toJson() {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("type", type)
            .add("title", title)
            .add("status", status)
            .add("detail", detail);
    if (!errors.isEmpty()) {
      JsonArrayBuilder list = Json.createArrayBuilder();
      for (Fault error : errors) {
        list.add(
            Json.createObjectBuilder()
                .add("pointer", error.pointer())
                .add("detail", error.detail()));
      }
      json.add("errors", list);
    }
    return json.build().toString();
  }
}
