package dev.oneport;

/**
 * Sets options from code, before Oneport starts in an application. Found in two ways: named in
 * {@code META-INF/services/dev.oneport.OneportCustomizer} of the application, or a CDI bean. Called
 * once, by the thread that starts the application; the beans after the others, and what is said
 * last counts. The bean can't use anything of Oneport's that is injected, since nothing has started
 * yet.
 *
 * <p>System properties and environment variables win over what is said here, so that an
 * administrator has the last word; it wins over {@code web.xml}. An exception fails the deployment.
 */
@FunctionalInterface
public interface OneportCustomizer {

  /** Sets options. */
  void customize(OneportOptions options);
}
