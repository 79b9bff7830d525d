package dev.oneport.web.boot;

import dev.oneport.config.ConfigSource;
import jakarta.servlet.ServletContext;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Settings of the Weld that comes with plain-lib.
 *
 * <p>A long poll ends on another thread than it began on. Weld then reports a leaked request
 * context (WELD-000714, 000715, 000225, 000335) for each one. So the asynchronous URLs of Oneport
 * get no request context, and the guard that looks for the same thread is switched off. A parameter
 * that is set in web.xml keeps its value.
 */
final class WeldSettings {

  /** Sic: {@code false} switches the guard off. */
  private static final String GUARD = "org.jboss.weld.context.ignore.guard";

  /** A regular expression over the path within the application: what gets a request context. */
  private static final String MAPPING = "org.jboss.weld.context.mapping";

  /** Of Socket.IO, before the configuration as a whole is read. */
  private static final String PATH = "oneport.path";

  private static final String DEFAULT_PATH = "/socket.io";

  private WeldSettings() {}

  static void applyTo(ServletContext context) {
    setIfAbsent(context, GUARD, "false");
    setIfAbsent(context, MAPPING, allBut(socketIoPath(context)));
  }

  /** Also without the raw Engine.IO of the conformance application. */
  static String allBut(String socketIoPath) {
    return "(?!(" + Pattern.quote(socketIoPath) + "|/engine\\.io|/events)(/|$)).*";
  }

  private static String socketIoPath(ServletContext context) {
    return Stream.of(
            ConfigSource.systemProperties(System.getProperties()),
            ConfigSource.environment(System.getenv()),
            ConfigSource.contextParams(Deployment.contextParams(context)))
        .map(source -> source.value(PATH))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(DEFAULT_PATH);
  }

  private static void setIfAbsent(ServletContext context, String name, String value) {
    // setInitParameter leaves a present value alone; it says so only by its result.
    boolean unused = context.setInitParameter(name, value);
  }
}
