package dev.oneport.web.boot;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of Oneport that this is. */
final class Version {
  private static final String FILE = "/META-INF/oneport/version.properties";

  private Version() {}

  /** As in {@code 1.2.3}. */
  static String text() {
    Properties properties = new Properties();
    try (InputStream file = Version.class.getResourceAsStream(FILE)) {
      if (file != null) {
        properties.load(file);
      }
    } catch (IOException e) {
      throw new IllegalStateException("can't read " + FILE, e);
    }
    return properties.getProperty("version", "of unknown version");
  }
}
