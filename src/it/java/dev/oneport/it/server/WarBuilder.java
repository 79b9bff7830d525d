package dev.oneport.it.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes an application from {@code oneport.war} as a user would: by adding classes to it and
 * changing values in its web.xml.
 */
final class WarBuilder {

  private final Path war;

  private WarBuilder(Path war) {
    this.war = war;
  }

  /** Begins with a copy of a WAR. */
  static WarBuilder copyOf(Path original, Path war) {
    try {
      Files.createDirectories(war.getParent());
      Files.copy(original, war, StandardCopyOption.REPLACE_EXISTING);
      return new WarBuilder(war);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the compiled classes of one package. */
  WarBuilder addPackage(String packageName) {
    String directory = packageName.replace('.', '/');
    try (FileSystem zip = FileSystems.newFileSystem(war);
        Stream<Path> classes = Files.list(classesRoot().resolve(directory))) {
      Path target = Files.createDirectories(zip.getPath("WEB-INF/classes", directory));
      for (Path each : (Iterable<Path>) classes::iterator) {
        Files.copy(each, target.resolve(each.getFileName().toString()));
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names the implementation of a service. */
  WarBuilder addService(String service, String implementation) {
    try (FileSystem zip = FileSystems.newFileSystem(war)) {
      Path services = Files.createDirectories(zip.getPath("WEB-INF/classes/META-INF/services"));
      Files.writeString(services.resolve(service), implementation + "\n", UTF_8);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the libraries that classes are in, for servers that lack them: others never look. */
  WarBuilder addPlainLib(Class<?>... classes) {
    try (FileSystem zip = FileSystems.newFileSystem(war)) {
      for (Class<?> each : classes) {
        Path jar = sourceOf(each);
        Files.copy(jar, zip.getPath("WEB-INF/plain-lib", jar.getFileName().toString()));
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path classesRoot() {
    return sourceOf(WarBuilder.class);
  }

  private static Path sourceOf(Class<?> type) {
    return Path.of(
        java.net.URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  /** Sets the value of a context-param that its web.xml has. */
  WarBuilder contextParam(String name, String value) {
    Pattern pattern =
        Pattern.compile(
            "(<param-name>\\s*"
                + Pattern.quote(name)
                + "\\s*</param-name>\\s*)(?:<param-value>[^<]*</param-value>|<param-value\\s*/>)");
    return changeWebXml(
        xml -> {
          Matcher matcher = pattern.matcher(xml);
          if (!matcher.find()) {
            throw new IllegalStateException("web.xml has no context-param " + name);
          }
          String replacement = "<param-value>" + value + "</param-value>";
          return matcher.replaceFirst("$1" + Matcher.quoteReplacement(replacement));
        });
  }

  /** Adds a context-param that its web.xml does not have. */
  WarBuilder addContextParam(String name, String value) {
    String param =
        "<context-param><param-name>%s</param-name><param-value>%s</param-value></context-param>"
            .formatted(name, value);
    return changeWebXml(xml -> xml.replace("</web-app>", param + "</web-app>"));
  }

  /** Adds an env-entry to its web.xml. */
  WarBuilder addEnvEntry(String name, String value) {
    String entry =
        """
        <env-entry>
          <env-entry-name>%s</env-entry-name>
          <env-entry-type>java.lang.String</env-entry-type>
          <env-entry-value>%s</env-entry-value>
        </env-entry>
        """
            .formatted(name, value);
    return changeWebXml(xml -> xml.replace("</web-app>", entry + "</web-app>"));
  }

  /** Adds properties of MicroProfile Config. */
  WarBuilder addMicroProfileConfig(String properties) {
    try (FileSystem zip = FileSystems.newFileSystem(war)) {
      Path folder = Files.createDirectories(zip.getPath("WEB-INF/classes/META-INF"));
      Files.writeString(folder.resolve("microprofile-config.properties"), properties, UTF_8);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private WarBuilder changeWebXml(UnaryOperator<String> change) {
    try (FileSystem zip = FileSystems.newFileSystem(war)) {
      Path webXml = zip.getPath("WEB-INF/web.xml");
      Files.writeString(webXml, change.apply(Files.readString(webXml, UTF_8)), UTF_8);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds elements to its web.xml. */
  WarBuilder addToWebXml(String elements) {
    return changeWebXml(xml -> xml.replace("</web-app>", elements + "</web-app>"));
  }

  /** Adds a file. */
  WarBuilder addFile(String name, String text) {
    try (FileSystem zip = FileSystems.newFileSystem(war)) {
      Files.writeString(zip.getPath(name), text, UTF_8);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path build() {
    return war;
  }
}
