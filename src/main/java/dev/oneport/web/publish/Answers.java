package dev.oneport.web.publish;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/** Answers in JSON. Stateless. */
final class Answers {
  private Answers() {}

  /** A part of a list, with the {@code after} of the next one, if there is one. */
  static Response page(String member, Page.Found<JsonObject> found) {
    JsonArrayBuilder items = Json.createArrayBuilder();
    found.items().forEach(items::add);
    JsonObjectBuilder page = Json.createObjectBuilder().add(member, items);
    String next = found.next();
    if (next != null) {
      page.add("next", next);
    }
    return json(200, page.build().toString());
  }

  /** An answer that nobody stores. */
  static Response json(int status, String json) {
    // Bytes: some JSON providers write a string as a JSON string, quoted once more.
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON)
        .header("Cache-Control", "no-store")
        .entity(json.getBytes(StandardCharsets.UTF_8))
        .build();
  }
}
