package dev.oneport.launch;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Lets the warnings of the libraries through and their start-up chatter not. */
final class QuietLogging {

  /** Held here because java.util.logging itself holds loggers, and so their levels, weakly. */
  private static final List<Logger> QUIET =
      List.of(Logger.getLogger("org.apache"), Logger.getLogger("org.jboss"));

  private static final String ONE_LINE = "%1$tF %1$tT %4$s %3$s: %5$s%6$s%n";

  private QuietLogging() {}

  /** Does nothing where the command configures java.util.logging itself. */
  static void apply() {
    if (System.getProperty("java.util.logging.config.file") != null
        || System.getProperty("java.util.logging.config.class") != null) {
      return;
    }
    if (System.getProperty("java.util.logging.SimpleFormatter.format") == null) {
      System.setProperty("java.util.logging.SimpleFormatter.format", ONE_LINE);
    }
    QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
  }
}
