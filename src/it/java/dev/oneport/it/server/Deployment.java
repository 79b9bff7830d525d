package dev.oneport.it.server;

import java.nio.file.Path;

/**
 * A WAR at a context path.
 *
 * @param contextPath empty for the root, otherwise with a leading slash, for example {@code /app}
 * @param war the file, deployed as it is
 */
public record Deployment(String contextPath, Path war) {

  /** Refuses a path that no server takes. */
  public Deployment {
    if (!contextPath.isEmpty() && !contextPath.matches("/\\w+")) {
      throw new IllegalArgumentException("context path " + contextPath);
    }
  }

  /** The file name by which Tomcat and WildFly know the context path. */
  String fileName() {
    return contextPath.isEmpty() ? "ROOT.war" : contextPath.substring(1) + ".war";
  }

  /** An application name for servers that want one. */
  String name() {
    return contextPath.isEmpty() ? "root" : contextPath.substring(1);
  }
}
