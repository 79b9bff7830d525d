package dev.oneport.bench.server;

import java.nio.file.Path;
import java.util.List;

/** Starts the servers, each on a port of 127.0.0.1, the Java ones on one JDK. */
public final class Targets {
  private static final String HEAP = "-Xmx2g";

  private final Place place;

  /**
   * For one run.
   *
   * @param build the directory with what was built
   * @param javaHome of the JDK for servers
   */
  public Targets(Path build, Path javaHome) {
    this.place = new Place(build.toAbsolutePath(), javaHome);
  }

  /** Starts a server by its name. */
  public Target start(String name) {
    return switch (name) {
      case "oneport" -> new Tomcat(place).start(name, List.of());
      case "oneport-standard" -> new Tomcat(place).start(name, List.of("-Doneport.direct=false"));
      case "oneport-wildfly" -> new WildFly(place).start(name);
      case "oneport-payara" -> new Payara(place).start(name);
      case "node" -> node();
      case "netty" -> netty();
      default -> throw new IllegalArgumentException("bench.targets: " + name + " is not known");
    };
  }

  /** Socket.IO's own server, on Node. */
  private Target node() {
    int port = Place.freePort();
    ProcessBuilder command =
        new ProcessBuilder("node", "server.cjs", Integer.toString(port))
            .directory(place.build().resolve("bench-npm").toFile());
    command.environment().put("NODE_ENV", "production");
    return TargetProcess.start(command, place.log("node"), Place.base(port), null);
  }

  private Target netty() {
    int port = Place.freePort();
    ProcessBuilder command =
        new ProcessBuilder(
            place.java(),
            HEAP,
            "-cp",
            System.getProperty("java.class.path"),
            "dev.oneport.bench.peer.NettySocketIo",
            Integer.toString(port));
    return TargetProcess.start(command, place.log("netty"), Place.base(port), place.javaHome());
  }
}
