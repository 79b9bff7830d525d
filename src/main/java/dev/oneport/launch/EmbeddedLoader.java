package dev.oneport.launch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Opens the class loader of the server inside an executable WAR. */
final class EmbeddedLoader {

  private static final String EMBEDDED = "WEB-INF/embedded/";

  private EmbeddedLoader() {}

  /**
   * The WAR itself, for this package, and its {@code WEB-INF/embedded} jars, over the JDK alone.
   *
   * @param folder an existing folder that the jars are copied to
   * @throws StartException if the WAR has no server inside
   */
  static URLClassLoader open(Path war, Path folder) throws IOException, StartException {
    List<URL> urls = new ArrayList<>();
    urls.add(war.toUri().toURL());
    urls.addAll(unpack(war, Files.createDirectories(folder.resolve("lib"))));
    if (urls.size() == 1) {
      throw new StartException(war + " has no server inside (" + EMBEDDED + "*.jar)");
    }
    return new URLClassLoader(
        "embedded", urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }

  private static List<URL> unpack(Path war, Path folder) throws IOException {
    List<URL> urls = new ArrayList<>();
    try (JarFile jar = new JarFile(war.toFile())) {
      for (JarEntry entry : jar.stream().filter(EmbeddedLoader::isEmbeddedJar).toList()) {
        Path copy = folder.resolve(entry.getName().substring(EMBEDDED.length()));
        try (InputStream in = jar.getInputStream(entry)) {
          Files.copy(in, copy);
        }
        urls.add(copy.toUri().toURL());
      }
    }
    return urls;
  }

  private static boolean isEmbeddedJar(JarEntry entry) {
    String name = entry.getName();
    return name.startsWith(EMBEDDED)
        && name.endsWith(".jar")
        && name.indexOf('/', EMBEDDED.length()) < 0;
  }
}
