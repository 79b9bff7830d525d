package dev.oneport.it;

import dev.oneport.it.server.Applications;
import dev.oneport.it.server.MisbehavingProxy;
import dev.oneport.it.server.MisbehavingProxy.Faults;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Pages that listen in Chromium, all at once, each by way of a proxy: see {@code listeners.cjs}.
 */
final class Pages {

  static final JsonObject NO_OPTIONS = JsonObject.EMPTY_JSON_OBJECT;

  /** Of a page that says who it is for. */
  static final JsonObject TOKEN = Json.createObjectBuilder().add("token", "secret").build();

  /** Over what a page that uses the browser's own {@code EventSource} hears. */
  static final String NATIVE = "EventSource";

  private Pages() {}

  /**
   * What one page is to see.
   *
   * @param faults of its proxy
   * @param options of {@code oneport()}
   * @param quietSeconds before anything is published
   * @param seconds for which something is
   * @param transport over which it hears that in the end
   * @param fallbacks why it told the server that it fell back, as regular expressions
   * @param reconnects how often its connection comes back at least
   */
  record Setting(
      String name,
      Faults faults,
      JsonObject options,
      int quietSeconds,
      int seconds,
      String transport,
      List<String> fallbacks,
      int reconnects) {

    /** Two seconds of events over a transport that is there at once. */
    static Setting simple(String name, JsonObject options, String transport) {
      return new Setting(name, Faults.NONE, options, 0, 2, transport, List.of(), 0);
    }

    private JsonObject json(URI proxied) {
      return Json.createObjectBuilder()
          .add("name", name)
          .add("proxied", proxied.toString())
          .add("native", transport.equals(NATIVE))
          .add("options", options)
          .add("quietSeconds", quietSeconds)
          .add("seconds", seconds)
          .add("transports", array(List.of(transport)))
          .add("fallbacks", array(fallbacks))
          .add("reconnects", reconnects)
          .build();
    }
  }

  /** Options that allow one transport only. */
  static JsonObject only(String transport, JsonObject options) {
    return Json.createObjectBuilder(options).add("transports", array(List.of(transport))).build();
  }

  /** Checks pages of the application at this address. */
  static Stream<DynamicTest> check(URI base, List<Setting> settings) {
    String browser = Chromium.command().toString();
    List<MisbehavingProxy> proxies = new ArrayList<>();
    JsonArrayBuilder json = Json.createArrayBuilder();
    try {
      for (Setting setting : settings) {
        MisbehavingProxy proxy = MisbehavingProxy.inFrontOf(base, setting.faults());
        proxies.add(proxy);
        json.add(setting.json(proxy.base()));
      }
      return Checks.run(
          "listeners.cjs", base.toString(), json.build().toString(), Applications.API_KEY, browser);
    } finally {
      proxies.forEach(MisbehavingProxy::close);
    }
  }

  private static JsonArray array(List<String> values) {
    return Json.createArrayBuilder(values).build();
  }
}
