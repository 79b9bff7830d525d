package dev.oneport.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The archives of the build: what must be in them, and what must not. */
class PackagingIT {

  private static final Path WAR = path("oneport.war");
  private static final Path SAMPLES = WAR.resolveSibling("oneport-samples.war");
  private static final Path CONFORMANCE = path("conformance.war");
  private static final Path CLASSES_JAR = path("oneport.classes.jar");
  private static final String LIB = "WEB-INF/lib/";
  private static final String PLAIN_LIB = "WEB-INF/plain-lib/";
  private static final String EMBEDDED = "WEB-INF/embedded/";

  /**
   * What jars of plain-lib ask for and must not be there, or need not: a servlet container has
   * jakarta.servlet; Weld's jar contains the CDI and interceptor APIs; one pom forgot the scope of
   * junit; jakarta.activation is the old name of jakarta.activation-api with angus-activation.
   */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "jakarta.servlet-api",
          "jakarta.enterprise.cdi-api",
          "jakarta.interceptor-api",
          "junit",
          "jakarta.activation");

  @Test
  void classesAreInOneJarOfWebInfLibBesideTheLibraryForTokens() throws IOException {
    String jar = LIB + CLASSES_JAR.getFileName();
    for (Path war : List.of(WAR, CONFORMANCE)) {
      assertThat(files(war, LIB))
          .contains(jar)
          .extracting(PackagingIT::artifactId)
          .containsExactly("jjwt-api", "jjwt-impl", "oneport");
      assertThat(read(war, jar)).isEqualTo(Files.readAllBytes(CLASSES_JAR));
    }
    assertThat(files(WAR, "WEB-INF/classes/")).isEmpty();
  }

  @Test
  void classesJarHasWhatAnApplicationNeedsAndNoMore() throws IOException {
    Set<String> files = files(CLASSES_JAR, "");
    assertThat(files)
        .contains(
            "META-INF/beans.xml",
            "META-INF/services/jakarta.servlet.ServletContainerInitializer",
            "META-INF/oneport/client/client.properties",
            "META-INF/oneport/client/socket.io.min.js",
            "META-INF/resources/oneport.mjs",
            "META-INF/resources/oneport.js",
            "META-INF/resources/oneport.d.ts",
            "dev/oneport/Socket.class",
            "dev/oneport/web/boot/OneportInitializer.class")
        .noneMatch(file -> file.startsWith("dev/oneport/launch/"))
        .noneMatch(file -> file.startsWith("dev/oneport/conformance/"))
        .allMatch(
            file ->
                file.startsWith("META-INF/")
                    || file.startsWith("dev/oneport/")
                    || file.equals("weld.properties"));
  }

  @Test
  void onlyTheMainWarIsExecutable() throws IOException {
    assertThat(text(WAR, "META-INF/MANIFEST.MF"))
        .containsPattern("(?m)^Main-Class: dev\\.oneport\\.launch\\.Main\r?$");
    assertThat(files(WAR, "dev/")).allMatch(file -> file.startsWith("dev/oneport/launch/"));
    assertThat(files(WAR, EMBEDDED)).hasSize(4);
    assertThat(files(CONFORMANCE, "dev/")).isEmpty();
    assertThat(files(CONFORMANCE, EMBEDDED)).isEmpty();
    assertThat(files(CONFORMANCE, "WEB-INF/classes/"))
        .allMatch(file -> file.startsWith("WEB-INF/classes/dev/oneport/conformance/"));
  }

  @Test
  void plainLibHasEveryJarThatAnotherOfItNeeds() throws Exception {
    Set<String> jars = files(WAR, PLAIN_LIB);
    assertThat(files(CONFORMANCE, PLAIN_LIB)).isEqualTo(jars);
    Set<String> present = jars.stream().map(PackagingIT::artifactId).collect(Collectors.toSet());
    assertThat(present).contains("weld-servlet-shaded", "resteasy-core", "yasson", "jandex");
    for (String jar : jars) {
      assertThat(required(jar)).as("needed by " + jar).isSubsetOf(present);
    }
  }

  @Test
  void thirdPartyListNamesEveryLibraryAndNoOther() throws IOException {
    Set<String> listed = listed(WAR, "META-INF/THIRD-PARTY.txt");
    assertThat(listed.stream().filter(file -> file.startsWith("WEB-INF/")))
        .containsExactlyInAnyOrderElementsOf(libraries(WAR));
    assertThat(listed).contains("client/socket.io-client", "client/engine.io-client");
    assertThat(text(WAR, "META-INF/LICENSE")).contains("Apache License", "Version 2.0");
  }

  @Test
  void theSamplesNameEveryLibraryToo() throws IOException {
    Set<String> listed = listed(SAMPLES, "META-INF/THIRD-PARTY.txt");
    listed.removeIf(file -> !file.startsWith("WEB-INF/") || file.startsWith(EMBEDDED));
    Set<String> own = listed(SAMPLES, "META-INF/THIRD-PARTY-SAMPLES.txt");
    assertThat(own).isNotEmpty().doesNotContainAnyElementsOf(listed);
    listed.addAll(own);
    assertThat(listed).isEqualTo(libraries(SAMPLES));
  }

  /** The files that a list names. */
  private static Set<String> listed(Path war, String list) throws IOException {
    Set<String> listed = new TreeSet<>();
    for (String line : text(war, list).lines().toList()) {
      String[] columns = line.split(" \\| ", -1);
      if (columns.length == 4) {
        listed.add(columns[0]);
      }
    }
    return listed;
  }

  /** The works of others in a WAR. */
  private static Set<String> libraries(Path war) throws IOException {
    Set<String> shipped = files(war, PLAIN_LIB);
    shipped.addAll(files(war, EMBEDDED));
    shipped.addAll(files(war, LIB));
    shipped.remove(LIB + CLASSES_JAR.getFileName());
    return shipped;
  }

  /** Artifact ids of the dependencies that the jar's own pom declares for run time. */
  private static Set<String> required(String jar) throws Exception {
    Set<String> required = new TreeSet<>();
    byte[] pom = ownPom(jar);
    if (pom.length == 0) {
      assertThat(artifactId(jar)).as("the one jar without a pom").isEqualTo("reactive-streams");
      return required;
    }
    Element project = Pom.parse(pom);
    for (Element dependency : Pom.dependencies(project)) {
      String scope = Pom.text(dependency, "scope");
      boolean atRunTime = scope.isEmpty() || scope.equals("compile") || scope.equals("runtime");
      if (atRunTime && !Pom.text(dependency, "optional").equals("true")) {
        required.add(Pom.text(dependency, "artifactId"));
      }
    }
    required.removeAll(LEFT_OUT);
    return required;
  }

  private static byte[] ownPom(String jar) throws IOException {
    Path copy = Files.createTempFile("plain-lib", ".jar");
    try {
      Files.write(copy, read(WAR, jar));
      String end = "/" + artifactId(jar) + "/pom.xml";
      for (String file : files(copy, "META-INF/maven/")) {
        if (file.endsWith(end)) {
          return read(copy, file);
        }
      }
      return new byte[0];
    } finally {
      Files.delete(copy);
    }
  }

  private static String artifactId(String jar) {
    return jar.replaceFirst("^.*/", "").replaceFirst("-\\d.*$", "");
  }

  private static Set<String> files(Path archive, String folder) throws IOException {
    try (JarFile jar = new JarFile(archive.toFile())) {
      return jar.stream()
          .filter(entry -> !entry.isDirectory())
          .map(ZipEntry::getName)
          .filter(name -> name.startsWith(folder))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String text(Path archive, String file) throws IOException {
    return new String(read(archive, file), StandardCharsets.UTF_8);
  }

  private static byte[] read(Path archive, String file) throws IOException {
    try (JarFile jar = new JarFile(archive.toFile())) {
      ZipEntry entry = jar.getEntry(file);
      assertThat(entry).as(archive + "!" + file).isNotNull();
      try (InputStream in = jar.getInputStream(entry)) {
        return in.readAllBytes();
      }
    }
  }

  private static Path path(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException("run by Maven, which sets " + property);
    }
    return Path.of(value);
  }
}
