package dev.oneport.it.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Payara Server. */
final class PayaraServer extends AsadminServer {

  /** Prepares a domain of its own. */
  PayaraServer(String name, String instance) {
    super(name, instance, "payara6");
  }

  @Override
  String ownPorts(String xml) {
    // Slashes in names, as in deploy/payara.
    return xml.replace(
            "<http default-virtual-server=\"server\"",
            "<http encoded-slash-enabled=\"true\" default-virtual-server=\"server\"")
        .replace(
            "<hazelcast-runtime-configuration start-port=\"5900\" das-port=\"4900\"",
            "<hazelcast-runtime-configuration interface=\"127.0.0.1\" das-bind-ip=\"127.0.0.1\""
                + " start-port=\"%d\" das-port=\"%d\"".formatted(port(9), port(10)));
  }

  @Override
  public @Nullable URI health() {
    return URI.create("http://127.0.0.1:" + httpPort() + "/health/");
  }

  @Override
  public boolean hasMicroProfileConfig() {
    return true;
  }

  @Override
  ServerProcess launch(Map<String, String> properties) {
    return startDomain(properties, "--postbootcommandfile", postBootCommands().toString());
  }

  /** What was installed while the server was not running. */
  private Path postBootCommands() {
    try {
      List<String> lines = new ArrayList<>();
      for (Deployment deployment : deployments()) {
        lines.add(String.join(" ", deployCommand(deployment)));
      }
      return Files.write(work().resolve("post-boot"), lines, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
