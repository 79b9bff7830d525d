package dev.oneport.bench.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Oneport on Payara, with the limits of {@code deploy/payara}. */
final class Payara {
  private static final String DISTRIBUTION = "payara6";

  private final Place place;

  Payara(Place place) {
    this.place = place;
  }

  Target start(String name) {
    int port = Place.freePort();
    Path home = place.server(DISTRIBUTION);
    Path work;
    try {
      work = place.empty("payara");
      Place.copy(home.resolve("glassfish/domains/domain1"), work.resolve("domain1"));
      Place.edit(work.resolve("domain1/config/domain.xml"), xml -> configured(xml, port));
      place.unpack(work.resolve("application"));
      Files.writeString(
          work.resolve("post-boot"),
          "deploy --contextroot / --name oneport " + work.resolve("application") + "\n",
          UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ProcessBuilder command =
        new ProcessBuilder(
            place.java(),
            "-jar",
            home.resolve("glassfish/lib/client/appserver-cli.jar").toString(),
            "start-domain",
            "--verbose",
            "--domaindir",
            work.toString(),
            "--postbootcommandfile",
            work.resolve("post-boot").toString(),
            "domain1");
    command.environment().put("AS_JAVA", place.javaHome().toString());
    return TargetProcess.start(command, place.log(name), Place.base(port), place.javaHome());
  }

  private static String configured(String xml, int port) {
    String options =
        Place.settings().stream()
            .map("<jvm-options>%s</jvm-options>"::formatted)
            .collect(Collectors.joining());
    return xml.replaceFirst("(<java-config [^>]*>)", "$1" + options)
        .replace("<jvm-options>-Xmx512m</jvm-options>", "<jvm-options>-Xmx2g</jvm-options>")
        .replace(
            "<http default-virtual-server=\"server\" max-connections=\"250\"",
            "<http default-virtual-server=\"server\" max-connections=\"-1\"")
        .replace(
            "<thread-pool name=\"http-thread-pool\"",
            "<thread-pool max-thread-pool-size=\"200\" name=\"http-thread-pool\"")
        .replace("network-listener port=\"8080\"", "network-listener " + local(port))
        .replace("address=\"0.0.0.0\" port=\"3700\"", local(Place.freePort()))
        .replace("address=\"0.0.0.0\" port=\"3820\"", local(Place.freePort()))
        .replace("address=\"0.0.0.0\" port=\"3920\"", local(Place.freePort()))
        .replace("address=\"0.0.0.0\" port=\"8686\"", local(Place.freePort()))
        .replace("network-listener port=\"8181\"", "network-listener " + local(Place.freePort()))
        .replace("network-listener port=\"4848\"", "network-listener " + local(Place.freePort()))
        .replace("telnet.port=6666", "telnet.port=" + Place.freePort())
        .replace("value=\"7676\"", "value=\"" + Place.freePort() + "\"")
        .replace(
            "<hazelcast-runtime-configuration start-port=\"5900\" das-port=\"4900\"",
            "<hazelcast-runtime-configuration interface=\"127.0.0.1\" das-bind-ip=\"127.0.0.1\""
                + " start-port=\"%d\" das-port=\"%d\""
                    .formatted(Place.freePort(), Place.freePort()));
  }

  private static String local(int port) {
    return "address=\"127.0.0.1\" port=\"" + port + "\"";
  }
}
