package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.Http;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code oneport.js} comes with the jar, so each application that has Oneport serves it. */
@OnEachServer
@DisabledIfSystemProperty(
    named = "servers",
    matches = "external",
    disabledReason = "the reference server has no such client")
class OneportJsFilesIT {

  private final ServerUnderTest server;

  OneportJsFilesIT(ServerUnderTest server) {
    this.server = server;
  }

  @ParameterizedTest
  @ValueSource(strings = {Applications.ONEPORT, Applications.APP, Applications.CONFORMANCE})
  void scriptsHaveATypeThatBrowsersRun(String application) {
    for (String file : new String[] {"oneport.mjs", "oneport.js"}) {
      HttpResponse<String> response = Http.get(server.base(application).resolve(file));
      assertEquals(200, response.statusCode(), file);
      String type = response.headers().firstValue("Content-Type").orElse("none");
      assertTrue(type.matches("(text|application)/javascript(;.*)?"), () -> file + ": " + type);
      assertTrue(response.body().contains("Oneport's client for pages that listen"), file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"oneport.d.ts", "oneport.d.mts"})
  void theTypesAreThere(String file) {
    HttpResponse<String> response = Http.get(server.base(Applications.ONEPORT).resolve(file));
    assertEquals(200, response.statusCode());
    assertTrue(response.body().contains("export declare function oneport<"), response.body());
  }
}
