package dev.oneport.it.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/**
 * The HTTP API of one application.
 *
 * @param base of the application, with a trailing slash
 * @param authorization the value of that header; empty to send none
 */
public record Api(URI base, String authorization) {

  /** For the holder of a key or a token. */
  public static Api of(URI base, String key) {
    return new Api(base, "Bearer " + key);
  }

  /** A name as it stands in a path or a query. */
  public static String encode(String name) {
    return URLEncoder.encode(name, UTF_8).replace("+", "%20");
  }

  /** A request to what is below {@code api/}. */
  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = Http.request(base.resolve("api/" + path));
    return authorization.isEmpty() ? request : request.header("Authorization", authorization);
  }

  /** A request with JSON. */
  public HttpRequest.Builder posting(String path, String json) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json));
  }

  /** Gets. */
  public HttpResponse<String> get(String path) {
    return Http.send(request(path));
  }

  /** Posts JSON. */
  public HttpResponse<String> post(String path, String json) {
    return Http.send(posting(path, json));
  }

  /** Deletes. */
  public HttpResponse<String> delete(String path) {
    return Http.send(request(path).DELETE());
  }

  /** The JSON of an answer of that status. */
  public static JsonObject expect(int status, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    return Http.json(response.body());
  }
}
