package dev.oneport.it.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * The servers of one run: the embedded one, with {@code -Pservers} all, with {@code
 * -Dservers=tomcat10,payara} those. They are started when first asked for and kept until this JVM
 * ends.
 */
public final class Servers {

  private static final Map<String, ServerUnderTest> SHARED = new LinkedHashMap<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Servers::closeAll, "stop-servers"));
  }

  private Servers() {}

  /** The names chosen for this run. */
  static List<String> names() {
    return Stream.of(System.getProperty("servers", defaults()).split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static String defaults() {
    boolean installed = !System.getProperty("servers.dir", "").isEmpty();
    return installed ? "embedded,tomcat10,tomcat11,wildfly,payara" : "embedded";
  }

  /** The running servers with {@link Applications} deployed; not to be stopped by a test. */
  public static synchronized Stream<ServerUnderTest> shared() {
    if (SHARED.isEmpty()) {
      names().forEach(name -> SHARED.put(name, create(name, name)));
      startShared();
    }
    return names().stream().map(SHARED::get);
  }

  /** Two at once: each waits for a good part of its start, more than for its processor. */
  private static void startShared() {
    List<Deployment> deployments = Applications.deployments();
    ExecutorService starters = Executors.newFixedThreadPool(2);
    try {
      List<CompletableFuture<Void>> starts =
          SHARED.entrySet().stream()
              .filter(each -> !each.getKey().equals("external"))
              .map(Map.Entry::getValue)
              .map(
                  server ->
                      CompletableFuture.runAsync(
                          () -> server.start(deployments, Applications.properties()), starters))
              .toList();
      starts.forEach(CompletableFuture::join);
    } finally {
      starters.shutdown();
    }
  }

  /**
   * Servers of a test's own, to stop and start; not yet started, to be closed by the test. Tomcat
   * 10.1 reads the WARs packed here, where all others unpack them.
   */
  static Stream<ServerUnderTest> own() {
    return names().stream()
        .filter(name -> !name.equals("external"))
        .map(
            name ->
                name.equals("tomcat10")
                    ? tomcat(name, name + "-own", false)
                    : create(name, name + "-own"));
  }

  /** The embedded server, of a test's own; not yet started, to be closed by the test. */
  public static ServerUnderTest embedded(String instance) {
    return create("embedded", instance);
  }

  /**
   * Tomcat 11, of a test's own, if it is one of this run; not yet started, to be closed by the
   * test.
   */
  public static Stream<ServerUnderTest> tomcat11() {
    return names().stream().filter("tomcat11"::equals).map(name -> create(name, name + "-own"));
  }

  /**
   * Servers that pass the smoke test alone, of a test's own; not yet started, to be closed by the
   * test: with {@code -Psmoke} all, otherwise the embedded one.
   */
  static Stream<ServerUnderTest> smoke() {
    return Stream.of(System.getProperty("smoke.servers", "embedded").split(",", -1))
        .map(name -> create(name, name + "-smoke"));
  }

  /**
   * A server for the sample applications, of a test's own; not yet started, to be closed by the
   * test: WildFly if it is one of this run, as it has all that the embedded one lacks, which shows
   * the samples to {@code AccessibilityIT}.
   */
  static Stream<ServerUnderTest> samples() {
    String usual = names().contains("wildfly") ? "wildfly" : "embedded";
    List<String> chosen = List.of(System.getProperty("samples.servers", usual).split(",", -1));
    return names().stream().filter(chosen::contains).map(name -> create(name, name + "-samples"));
  }

  /**
   * Servers that somebody watches, of a test's own; not yet started, to be closed by the test.
   * Tomcat and WildFly log all that Oneport has to tell; WildFly has MicroProfile Health and
   * Micrometer.
   */
  static Stream<ServerUnderTest> watched() {
    return names().stream()
        .filter(name -> !name.equals("external"))
        .map(
            name ->
                switch (name) {
                  case "tomcat10", "tomcat11" -> tomcat(name, name + "-watched", true).debugging();
                  case "wildfly" ->
                      new WildFlyServer(name, name + "-watched").monitored().debugging();
                  default -> create(name, name + "-watched");
                });
  }

  private static ServerUnderTest create(String name, String instance) {
    return switch (name) {
      case "embedded" -> new EmbeddedServer(instance);
      case "tomcat10", "tomcat11" -> tomcat(name, instance, true);
      case "wildfly" -> new WildFlyServer(name, instance);
      case "payara" -> new PayaraServer(name, instance);
      case "glassfish" -> new GlassFishServer(name, instance);
      case "liberty" -> new LibertyServer(name, instance);
      case "jetty" -> new JettyServer(name, instance);
      case "external" -> new ExternalServer();
      default -> throw new IllegalArgumentException("servers=" + name + ": not known");
    };
  }

  private static TomcatServer tomcat(String name, String instance, boolean unpack) {
    String directory = name.equals("tomcat10") ? "apache-tomcat-10.1.59" : "apache-tomcat-11.0.24";
    return new TomcatServer(name, instance, directory, unpack);
  }

  private static synchronized void closeAll() {
    SHARED.values().forEach(ServerUnderTest::close);
  }
}
