package dev.oneport.web.boot;

import jakarta.servlet.ServletContext;

/**
 * Settings of the Weld that comes with plain-lib.
 *
 * <p>A long poll ends on another thread than it began on. Weld then reports a leaked request
 * context (WELD-000714, 000715, 000225, 000335) for each one. So the asynchronous URLs of Oneport
 * get no request context, and the guard that looks for the same thread is switched off. Set in
 * web.xml, either parameter keeps its value.
 */
final class WeldSettings {

  /** Sic: {@code false} switches the guard off. */
  private static final String GUARD = "org.jboss.weld.context.ignore.guard";

  /** A regular expression over the path within the application: what gets a request context. */
  private static final String MAPPING = "org.jboss.weld.context.mapping";

  private static final String ALL_BUT_ASYNC = "(?!/(socket\\.io|engine\\.io|events)(/|$)).*";

  private WeldSettings() {}

  static void applyTo(ServletContext context) {
    setIfAbsent(context, GUARD, "false");
    setIfAbsent(context, MAPPING, ALL_BUT_ASYNC);
  }

  private static void setIfAbsent(ServletContext context, String name, String value) {
    // setInitParameter leaves a present value alone; it says so only by its result.
    boolean unused = context.setInitParameter(name, value);
  }
}
