package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.Http;
import dev.oneport.it.client.Publisher;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What POST api/emit says to those who get it wrong. */
@OnEachServer
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class PublishIT {

  private final Publisher publisher;

  PublishIT(ServerUnderTest server) {
    publisher = new Publisher(server.base(Applications.ONEPORT), Applications.API_KEY);
  }

  static JsonObject problem(int status, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    String type = response.headers().firstValue("Content-Type").orElse("");
    assertTrue(type.startsWith("application/problem+json"), type);
    JsonObject problem = Http.json(response.body());
    assertEquals(status, problem.getInt("status"), response.body());
    assertTrue(problem.containsKey("title"), response.body());
    return problem;
  }

  @Test
  void acceptsTheLeast() {
    HttpResponse<String> response = publisher.post("{\"event\":\"x\"}", Applications.API_KEY);
    assertEquals(2, response.statusCode() / 100, response.body());
  }

  @Test
  void refusesWithoutKey() {
    assertUnauthorized(null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong", "it-key-9c3f51d0a", "it-key-9c3f51d0a77", "x"})
  void refusesWrongKey(String key) {
    assertUnauthorized(key);
  }

  private void assertUnauthorized(@Nullable String key) {
    HttpResponse<String> response = publisher.post("{\"event\":\"x\"}", key);
    problem(401, response);
    String challenge = response.headers().firstValue("WWW-Authenticate").orElse("");
    assertTrue(challenge.startsWith("Bearer"), challenge);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "\"text\"", "{\"event\":\"x\"", "{'event':'x'}", "null"})
  void refusesWhatIsNoJsonObject(String body) {
    problem(400, publisher.post(body, Applications.API_KEY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          event     | {}
          event     | {"event":""}
          event     | {"event":null}
          event     | {"event":"connect"}
          event     | {"event":"disconnect"}
          event     | {"event":"oneport:reset"}
          """)
  void namesTheFieldThatIsWrong(String field, String body) {
    HttpResponse<String> response = publisher.post(body, Applications.API_KEY);
    int status = response.statusCode();
    assertTrue(status == 400 || status == 422, status + " " + response.body());
    problem(status, response);
    assertTrue(response.body().contains(field), response.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event\":\"x\",\"rooms\":\"news\"}",
        "{\"event\":\"x\",\"rooms\":[1]}",
        "{\"event\":\"x\",\"data\":{}}",
        "{\"event\":5}",
        "{\"event\":\"x\",\"namespace\":5}"
      })
  void refusesOtherTypes(String body) {
    HttpResponse<String> response = publisher.post(body, Applications.API_KEY);
    int status = response.statusCode();
    assertTrue(status == 400 || status == 422, status + " " + response.body());
    problem(status, response);
  }

  @Test
  void neverRepeatsTheKey() {
    HttpResponse<String> response = publisher.post("{\"event\":\"x\"}", "secret-that-is-wrong");
    assertTrue(!response.body().contains("secret-that-is-wrong"), response.body());
  }
}
