package dev.oneport.web.boot;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** The jars of {@code WEB-INF/plain-lib}, as files, ordered by name. */
final class PlainLib {

  static final String FOLDER = "/WEB-INF/plain-lib/";

  private static final String SERVICES =
      "META-INF/services/jakarta.servlet.ServletContainerInitializer";

  private final List<Path> jars;

  private PlainLib(List<Path> jars) {
    this.jars = List.copyOf(jars);
  }

  /** Finds the jars; those of a WAR that was not unpacked are copied to the temporary folder. */
  static PlainLib of(ServletContext context) throws IOException {
    List<Path> jars = new ArrayList<>();
    Set<String> resources = context.getResourcePaths(FOLDER);
    if (resources != null) {
      for (String resource : new TreeSet<>(resources)) {
        if (resource.endsWith(".jar")) {
          jars.add(asFile(context, resource));
        }
      }
    }
    return new PlainLib(jars);
  }

  private static Path asFile(ServletContext context, String resource) throws IOException {
    String realPath = context.getRealPath(resource);
    if (realPath != null && Files.isRegularFile(Path.of(realPath))) {
      return Path.of(realPath);
    }
    Path folder = temporaryFolder(context).resolve("oneport-plain-lib");
    Path copy = Files.createDirectories(folder).resolve(resource.substring(FOLDER.length()));
    try (InputStream in = context.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException(resource);
      }
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }

  private static Path temporaryFolder(ServletContext context) throws IOException {
    if (context.getAttribute(ServletContext.TEMPDIR) instanceof File folder) {
      return folder.toPath();
    }
    throw new FileNotFoundException(
        "the server gives no temporary folder (" + ServletContext.TEMPDIR + "): unpack the WAR");
  }

  boolean isEmpty() {
    return jars.isEmpty();
  }

  /** Puts the jars on the class path of the web application that the loader belongs to. */
  void addTo(ClassLoader loader) throws ServletException {
    WebAppClassPath.of(loader).add(jars);
  }

  /** Class names of the servlet container initializers that the jars declare, each once. */
  List<String> initializers() throws IOException {
    List<String> classNames = new ArrayList<>();
    for (Path jar : jars) {
      try (JarFile file = new JarFile(jar.toFile())) {
        ZipEntry services = file.getEntry(SERVICES);
        if (services != null) {
          classNames.addAll(parseServices(file.getInputStream(services)));
        }
      }
    }
    return classNames.stream().distinct().toList();
  }

  private static List<String> parseServices(InputStream services) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(services, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }
}
