package dev.oneport.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.it.plain.GreetingApplication;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CDI and Jakarta REST from {@code WEB-INF/plain-lib} on a server that has neither. */
class PlainLibIT {

  private static final String WEB_XML =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
        <context-param>
          <param-name>oneport.plain.classes</param-name>
          <param-value>%s</param-value>
        </context-param>
      </web-app>
      """;

  private static final String BEANS_XML =
      """
      <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0"
          bean-discovery-mode="annotated"/>
      """;

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @Test
  void applicationWithOneportAsAJarHasCdiAndRestAndJson() throws Exception {
    Path war = applicationWar(GreetingApplication.class.getName());
    try (JavaJar server =
        JavaJar.start(folder, List.of(), "--port", "0", "--with", "/app=" + war)) {
      HttpResponse<String> answer =
          post(server.awaitUrl() + "app/rest/greeting", "application/json", "{\"name\":\"you\"}");

      assertThat(answer.body()).isEqualTo("{\"text\":\"hello you\"}");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(server.errorLines()).noneMatch(line -> line.contains("WELD-"));
    }
  }

  @Test
  void longPollEndedOnAnotherThreadLeavesNoWarning() throws Exception {
    try (JavaJar server = JavaJar.start(folder, List.of(), "--port", "0")) {
      String polling = server.awaitUrl() + "socket.io/?EIO=4&transport=polling";
      String open = http.send(get(polling), BodyHandlers.ofString()).body();
      String session = polling + "&sid=" + open.replaceFirst("^.*\"sid\":\"([^\"]+)\".*$", "$1");

      for (int i = 0; i < 5; i++) {
        CompletableFuture<HttpResponse<String>> poll =
            http.sendAsync(get(session), BodyHandlers.ofString());
        assertThat(post(session, "text/plain", "40").statusCode()).isEqualTo(200);
        assertThat(poll.join().body()).startsWith("40{\"sid\":");
        assertThat(post(session, "text/plain", "41").statusCode()).isEqualTo(200);
      }
      assertThat(server.errorLines())
          .noneMatch(line -> line.contains("WELD-") || line.contains(" WARN"));
    }
  }

  @Test
  void unknownClassInTheContextParamIsNamed() throws Exception {
    Path war = applicationWar("com.example.Missing");
    try (JavaJar server =
        JavaJar.start(folder, List.of(), "--port", "0", "--with", "/app=" + war)) {
      assertThat(server.awaitExitCode()).isEqualTo(1);
      assertThat(String.join("\n", server.errorLines()))
          .contains("oneport.plain.classes: cannot load com.example.Missing")
          .endsWith("oneport: the application at /app did not start; see above");
    }
  }

  /** What a build of somebody else's would make. */
  private Path applicationWar(String restClasses) throws IOException {
    Path war = folder.resolve("app.war");
    try (ZipFile oneport = new ZipFile(JavaJar.property("oneport.war"));
        OutputStream file = Files.newOutputStream(war);
        ZipOutputStream out = new ZipOutputStream(file, UTF_8)) {
      for (ZipEntry entry : List.copyOf(oneport.stream().toList())) {
        String name = entry.getName();
        if (name.matches("WEB-INF/(lib|plain-lib)/.+\\.jar")) {
          try (InputStream in = oneport.getInputStream(entry)) {
            add(out, name, in.readAllBytes());
          }
        }
      }
      add(out, "WEB-INF/web.xml", WEB_XML.formatted(restClasses).getBytes(UTF_8));
      add(out, "WEB-INF/beans.xml", BEANS_XML.getBytes(UTF_8));
      for (String type :
          List.of(
              "GreetingApplication",
              "GreetingResource",
              "GreetingResource$Name",
              "GreetingResource$Greeting",
              "Greeter")) {
        String path = "dev/oneport/it/plain/" + type + ".class";
        try (InputStream in = PlainLibIT.class.getResourceAsStream("/" + path)) {
          assertThat(in).as(path).isNotNull();
          add(out, "WEB-INF/classes/" + path, in.readAllBytes());
        }
      }
    }
    return war;
  }

  private static void add(ZipOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(bytes);
    out.closeEntry();
  }

  private static HttpRequest get(String url) {
    return HttpRequest.newBuilder(URI.create(url)).build();
  }

  private HttpResponse<String> post(String url, String type, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
