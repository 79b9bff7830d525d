package dev.oneport.web;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
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
public record Problem(int status, String type, String title, String detail, List<Fault> errors) {
  /** Of {@link #toJson}. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** Types are URNs that begin so. */
  public static final String PREFIX = "urn:oneport:problem:";

  /**
   * One thing that is wrong with a body.
   *
   * @param pointer to the place, a JSON pointer as a URI fragment
   * @param detail what it must be
   */
  public record Fault(String pointer, String detail) {}

  public Problem {
    errors = List.copyOf(errors);
  }

  /**
   * A problem with a body that has nothing wrong.
   *
   * @param name made a URN: the problem's type
   */
  public Problem(int status, String name, String title, String detail) {
    this(status, PREFIX + name, title, detail, List.of());
  }

  /**
   * Somebody has done something too often.
   *
   * @param settings where it is said how often it may be
   */
  public static Problem tooOften(String settings) {
    return new Problem(
        429,
        "rate-limited",
        "That was too often",
        "Try again after the seconds in Retry-After. How often is said by " + settings + ".");
  }

  /** There is no room for one more client. */
  public static Problem overloaded() {
    return new Problem(
        503,
        "overloaded",
        "The server has as many clients as it takes",
        "Try again after the time in Retry-After.");
  }

  /** Nobody new is let in. */
  public static Problem stopping() {
    return new Problem(
        503,
        "stopping",
        "The server is about to stop",
        "Try again after the time in Retry-After: it may be back then.");
  }

  /** The end of its type, as in {@code foreign-origin}: a name of it in metrics. */
  public String name() {
    return type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : "status-" + status;
  }

  /** As {@code application/problem+json}. */
  public String toJson() {
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
