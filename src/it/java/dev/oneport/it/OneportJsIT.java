package dev.oneport.it;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import dev.oneport.it.Pages.Setting;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.MisbehavingProxy.Faults;
import dev.oneport.it.server.ServerUnderTest;
import dev.oneport.it.server.Servers;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * {@code oneport.js}, and what browsers have themselves, by way of proxies of the kind that they
 * are made for: what is published past the proxy arrives, each once and in order, and the page can
 * say over what. Nearly all of it is waiting: several servers at once.
 *
 * <p>{@code -Dproxy.seconds=10} lets connections live longer before a proxy cuts them.
 */
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class OneportJsIT {

  private static final int CUT_SECONDS = Integer.getInteger("proxy.seconds", 3);
  private static final Faults CUTS = Faults.NONE.cuttingAfter(Duration.ofSeconds(CUT_SECONDS));

  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicContainer> pagesByWayOfProxies() {
    return Servers.shared().map(server -> dynamicContainer(server.name(), begun(server)));
  }

  /** Begins when it is asked for its first: in the thread of its container. */
  private static Stream<DynamicTest> begun(ServerUnderTest server) {
    return Stream.of(server).flatMap(each -> Pages.check(each.base(Applications.APP), settings()));
  }

  private static List<Setting> settings() {
    return List.of(
        Setting.simple("WebSocket", Pages.NO_OPTIONS, "websocket"),
        Setting.simple("server-sent events alone", only("sse"), "sse"),
        Setting.simple("long-polling alone", only("longpoll"), "longpoll"),
        Setting.simple("polling alone", only("poll"), "poll"),
        Setting.simple("the browser's own EventSource", Pages.NO_OPTIONS, Pages.NATIVE),
        new Setting(
            "a proxy that refuses upgrades",
            Faults.NONE.refusingUpgrades(),
            Pages.NO_OPTIONS,
            0,
            2,
            "sse",
            List.of("websocket:error"),
            0),
        new Setting(
            "a proxy that buffers",
            Faults.NONE.buffering(),
            Pages.NO_OPTIONS,
            0,
            3,
            "longpoll",
            List.of("websocket:timeout", "sse:timeout"),
            0),
        again("a proxy that cuts", CUTS, "websocket", List.of()),
        again(
            "a proxy that cuts and refuses upgrades",
            CUTS.refusingUpgrades(),
            "sse",
            List.of("websocket:error")),
        again("the browser's own EventSource, cut off", CUTS, Pages.NATIVE, List.of()),
        // Silence first: what has to wait for an answer is cut, until the page asks for shorter
        // waits. Whether it gives up a transport first, or the proxy does, is a matter of time.
        new Setting(
            "a proxy that cuts and buffers",
            CUTS.buffering(),
            Pages.NO_OPTIONS,
            4 * CUT_SECONDS,
            2,
            "longpoll",
            List.of("websocket:(?:error|timeout)", "sse:(?:error|timeout)"),
            2));
  }

  private static Setting again(
      String name, Faults faults, String transport, List<String> fallbacks) {
    int seconds = transport.equals(Pages.NATIVE) ? 4 * CUT_SECONDS : 3 * CUT_SECONDS;
    int reconnects = transport.equals(Pages.NATIVE) ? 1 : 2;
    return new Setting(
        name, faults, Pages.NO_OPTIONS, 0, seconds, transport, fallbacks, reconnects);
  }

  private static JsonObject only(String transport) {
    return Pages.only(transport, Pages.NO_OPTIONS);
  }
}
