package dev.oneport.it;

import dev.oneport.it.Pages.Setting;
import dev.oneport.it.client.NodeScript;
import dev.oneport.it.server.Layout;
import dev.oneport.it.server.MisbehavingProxy.Faults;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * {@code oneport.js} in pages that bring a token, in front of a small server that knows the token:
 * in Oneport it is the application's affair who a token is for.
 */
class OneportJsTokenIT {

  @TestFactory
  Stream<DynamicTest> tokenIsInHeadersAndInNoUrl() {
    String client = Layout.target("classes/META-INF/resources").toString();
    try (NodeScript node = NodeScript.start("listeners-server.cjs", client)) {
      int port = node.await("its port", line -> line.containsKey("port")).getInt("port");
      return Pages.check(URI.create("http://127.0.0.1:" + port + "/app/"), settings());
    }
  }

  private static List<Setting> settings() {
    return List.of(
        alone("websocket"),
        alone("sse"),
        alone("longpoll"),
        alone("poll"),
        new Setting(
            "a proxy that refuses upgrades",
            Faults.NONE.refusingUpgrades(),
            Pages.TOKEN,
            0,
            2,
            "sse",
            List.of("websocket:error"),
            0));
  }

  private static Setting alone(String transport) {
    return Setting.simple(
        transport + " alone, with a token", Pages.only(transport, Pages.TOKEN), transport);
  }
}
