package dev.oneport.it.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Posts to the publish API of one application. */
public final class Publisher {

  private final URI endpoint;
  private final String key;

  /** Of the application at this address, with a trailing slash. */
  public Publisher(URI base, String key) {
    endpoint = base.resolve("api/emit");
    this.key = key;
  }

  /** What to publish; no rooms means everybody. */
  public static JsonObject message(
      String namespace, List<String> rooms, String event, JsonArray data) {
    JsonObjectBuilder message = Json.createObjectBuilder().add("namespace", namespace);
    if (!rooms.isEmpty()) {
      message.add("rooms", Json.createArrayBuilder(rooms));
    }
    return message.add("event", event).add("data", data).build();
  }

  /** Publishes, and expects that it is accepted. */
  public void publish(String namespace, List<String> rooms, String event, JsonArray data) {
    HttpResponse<String> response = post(message(namespace, rooms, event, data).toString(), key);
    assertEquals(2, response.statusCode() / 100, response.statusCode() + " " + response.body());
  }

  /** Publishes one string, and expects that it is accepted. */
  public void publish(String namespace, List<String> rooms, String event, String text) {
    publish(namespace, rooms, event, Json.createArrayBuilder().add(text).build());
  }

  /**
   * Posts anything.
   *
   * @param withKey null for no Authorization header
   */
  public HttpResponse<String> post(String body, @Nullable String withKey) {
    HttpRequest.Builder request =
        Http.request(endpoint)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (withKey != null) {
      request.header("Authorization", "Bearer " + withKey);
    }
    return Http.send(request);
  }

  /** Publishes by the command {@code curl} as the README has it, and returns what it prints. */
  public String curl(JsonObject message) throws IOException, InterruptedException {
    Process curl =
        new ProcessBuilder(
                "curl",
                "--silent",
                "--show-error",
                "--fail-with-body",
                "-X",
                "POST",
                endpoint.toString(),
                "-H",
                "Authorization: Bearer " + key,
                "-H",
                "Content-Type: application/json",
                "-d",
                message.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(curl.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, curl.waitFor(), output);
    return output;
  }
}
