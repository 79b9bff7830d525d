package dev.oneport.it;

import dev.oneport.it.client.NodeScript;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Layout;
import dev.oneport.it.server.MisbehavingProxy;
import dev.oneport.it.server.MisbehavingProxy.Faults;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * {@code oneport.js} in a browser, by way of proxies of the kind that it is made for, in front of a
 * small server that does right: what is published past the proxy arrives, each once and in order,
 * and the page can say over what.
 */
class OneportJsIT {

  /** What one page is to see. */
  private record Setting(
      String name,
      Faults faults,
      JsonObject options,
      int quietSeconds,
      int seconds,
      List<String> transports,
      List<String> fallbacks,
      int reconnects) {

    JsonObject json() {
      return Json.createObjectBuilder()
          .add("name", name)
          .add("options", options)
          .add("quietSeconds", quietSeconds)
          .add("seconds", seconds)
          .add("transports", array(transports))
          .add("fallbacks", array(fallbacks))
          .add("reconnects", reconnects)
          .build();
    }
  }

  private static final JsonObject NO_OPTIONS = JsonObject.EMPTY_JSON_OBJECT;

  private static final JsonObject TOKEN = Json.createObjectBuilder().add("token", "secret").build();

  @TestFactory
  Stream<DynamicTest> nothingInTheWay() {
    return run(
        new Setting(
            "WebSocket", Faults.NONE, NO_OPTIONS, 0, 1, List.of("websocket"), List.of(), 0));
  }

  @TestFactory
  Stream<DynamicTest> eachTransportThatThePageAllowsAlone() {
    return Stream.of("websocket", "sse", "longpoll", "poll")
        .flatMap(
            transport ->
                run(
                    new Setting(
                        transport + " alone, with a token",
                        Faults.NONE,
                        Json.createObjectBuilder(TOKEN)
                            .add("transports", array(List.of(transport)))
                            .build(),
                        0,
                        2,
                        List.of(transport),
                        List.of(),
                        0)));
  }

  @TestFactory
  Stream<DynamicTest> aProxyThatRefusesUpgrades() {
    return run(
        new Setting(
            "server-sent events",
            Faults.NONE.refusingUpgrades(),
            TOKEN,
            0,
            2,
            List.of("sse"),
            List.of("websocket:error"),
            0));
  }

  @TestFactory
  Stream<DynamicTest> aProxyThatBuffers() {
    return run(
        new Setting(
            "long-polling",
            Faults.NONE.buffering(),
            NO_OPTIONS,
            0,
            3,
            List.of("longpoll"),
            List.of("websocket:timeout", "sse:timeout"),
            0));
  }

  @TestFactory
  Stream<DynamicTest> aProxyThatCutsEachConnection() {
    return run(
        new Setting(
            "WebSocket, again and again",
            Faults.NONE.cuttingAfter(Duration.ofSeconds(10)),
            TOKEN,
            0,
            23,
            List.of("websocket"),
            List.of(),
            2));
  }

  @TestFactory
  Stream<DynamicTest> aProxyThatCutsAndRefusesUpgrades() {
    return run(
        new Setting(
            "server-sent events, again and again",
            Faults.NONE.cuttingAfter(Duration.ofSeconds(2)).refusingUpgrades(),
            TOKEN,
            0,
            7,
            List.of("sse"),
            List.of("websocket:error"),
            2));
  }

  /**
   * Silence first: what has to wait for an answer is cut, until the page asks for shorter waits.
   */
  @TestFactory
  Stream<DynamicTest> aProxyThatCutsAndBuffers() {
    return run(
        new Setting(
            "long-polling with shorter waits",
            Faults.NONE.cuttingAfter(Duration.ofSeconds(4)).buffering(),
            NO_OPTIONS,
            16,
            2,
            List.of("longpoll"),
            List.of("websocket:error", "sse:error"),
            2));
  }

  /** Checks one page, in front of a server of its own. */
  private static Stream<DynamicTest> run(Setting setting) {
    String browser = Chromium.command().toString();
    String client = Layout.target("classes/META-INF/resources").toString();
    try (NodeScript node = NodeScript.start("listeners-server.cjs", client)) {
      int port = node.await("its port", line -> line.containsKey("port")).getInt("port");
      URI base = URI.create("http://127.0.0.1:" + port + "/app/");
      try (MisbehavingProxy proxy = MisbehavingProxy.inFrontOf(base, setting.faults())) {
        return Checks.run(
            "listeners.cjs",
            base.toString(),
            proxy.base().toString(),
            setting.json().toString(),
            Applications.API_KEY,
            browser);
      }
    }
  }

  private static JsonArray array(List<String> values) {
    return Json.createArrayBuilder(values).build();
  }
}
