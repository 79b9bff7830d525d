package dev.oneport.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.docs.CodeOf;
import dev.oneport.it.server.Deployment;
import dev.oneport.it.server.Layout;
import dev.oneport.it.server.ServerProcess;
import dev.oneport.it.server.ServerUnderTest;
import dev.oneport.it.server.Servers;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The application of {@code src/it/example}, built and served as the documentation says; then on
 * Tomcat 11.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExampleIT {

  private static final String PATH = "/myapp";

  /** In the place of the repository's root, with a Maven repository of its own. */
  private static final Path ROOT = Layout.target("it-example");

  private static final Path REPOSITORY = ROOT.resolve("repository");

  @BeforeAll
  static void copy() throws IOException {
    Layout.delete(ROOT);
    Path project = ROOT.resolve("src/it/example");
    Files.createDirectories(project.getParent());
    Layout.copy(Path.of("src/it/example/src"), Files.createDirectories(project).resolve("src"));
    Files.copy(Path.of("src/it/example/pom.xml"), project.resolve("pom.xml"));
    Files.createSymbolicLink(ROOT.resolve("target"), Layout.target(""));
    configureMaven();
  }

  /**
   * It finds plugins and libraries where the build of Oneport has them from; what that build did
   * not need comes from where Maven usually looks.
   */
  private static void configureMaven() throws IOException {
    Path settings = ROOT.resolve("settings.xml");
    String known =
        "<id>build</id><url>" + Path.of(System.getProperty("maven.repository")).toUri() + "</url>";
    Files.writeString(
        settings,
        """
        <settings>
          <localRepository>%1$s</localRepository>
          <profiles>
            <profile>
              <id>build</id>
              <repositories><repository>%2$s</repository></repositories>
              <pluginRepositories><pluginRepository>%2$s</pluginRepository></pluginRepositories>
            </profile>
          </profiles>
          <activeProfiles><activeProfile>build</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(REPOSITORY, known));
    String options = "--settings\n" + settings + "\n";
    Path own = Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
    if (Files.exists(own)) {
      options += "--global-settings\n" + own + "\n"; // It may name a mirror.
    }
    Files.writeString(
        Files.createDirectories(ROOT.resolve(".mvn")).resolve("maven.config"), options);
  }

  /** What {@code mvn install} does, without another build. */
  private static void install() throws IOException {
    String version = System.getProperty("oneport.version");
    Path folder = Files.createDirectories(REPOSITORY.resolve("dev/oneport/oneport/" + version));
    String name = "oneport-" + version;
    Files.copy(Path.of("pom.xml"), folder.resolve(name + ".pom"));
    Files.copy(Layout.artifact("oneport.classes.jar"), folder.resolve(name + "-classes.jar"));
    Files.copy(Layout.artifact("oneport.war"), folder.resolve(name + ".war"));
  }

  private static void run(String command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", command)
            .directory(ROOT.toFile())
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.merge(
        "PATH",
        Path.of(System.getProperty("maven.home"), "bin").toString(),
        (path, maven) -> maven + File.pathSeparator + path);
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), output);
  }

  @TestFactory
  @Order(1)
  Stream<DynamicTest> isBuiltAndServedAsItSays(
      @CodeOf(page = "get-started.md", beginning = "mvn -q -DskipTests install") String block)
      throws Exception {
    List<String> commands = block.lines().toList();
    assertEquals(3, commands.size(), block);
    install();
    run(commands.get(1));
    int port = Layout.freePorts(1).get(0);
    String serve = "exec " + commands.get(2) + " --port " + port;
    URI base = URI.create("http://127.0.0.1:" + port + PATH + "/");
    try (ServerProcess server =
        ServerProcess.start(List.of("bash", "-c", serve), ROOT, Map.of(), "example")) {
      server.awaitAnswer(base);
      return check(base);
    }
  }

  private static Stream<DynamicTest> check(URI base) {
    return Checks.run("example.cjs", base.toString(), Chromium.command().toString());
  }

  @TestFactory
  @Order(2)
  Stream<DynamicTest> runsOnTomcat() {
    return Servers.tomcat11().flatMap(ExampleIT::runsOn);
  }

  private static Stream<DynamicTest> runsOn(ServerUnderTest server) {
    Path war = ROOT.resolve("src/it/example/target/myapp.war");
    try (server) {
      server.start(List.of(new Deployment(PATH, war)), Map.of());
      return check(server.base(PATH));
    }
  }

  /** What is printed is what runs. */
  @Test
  void theDocumentationShowsItsCode(
      @CodeOf(page = "get-started.md", beginning = "<dependency>") String dependency,
      @CodeOf(page = "get-started.md", beginning = "const chat") String page,
      @CodeOf(page = "README.md", beginning = "@Path") String readme)
      throws Exception {
    assertContains(dependency, "pom.xml");
    assertContains(page, "src/main/webapp/page.js");
    String[] classes = readme.split("\n\n(?=@SocketNamespace)", -1);
    assertContains(classes[0], "src/main/java/org/example/myapp/FeedResource.java");
    assertContains(classes[1], "src/main/java/org/example/myapp/Chat.java");
  }

  private static void assertContains(String code, String file) throws IOException {
    String whole = squeezed(Files.readString(Path.of("src/it/example").resolve(file)));
    assertTrue(whole.contains(squeezed(code)), file + " has not " + squeezed(code));
  }

  /** Without what no compiler looks at. */
  private static String squeezed(String code) {
    return code.replaceAll("//.*", "").replaceAll("\\s+", "");
  }
}
