package dev.oneport.web.boot;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has to be done before the web application has any listener or servlet: it registers the
 * listener that is to be told of the end before all others, {@link DrainListener}, and has {@link
 * PlainServletBoot} bring what a plain servlet container lacks. Oneport itself is started by {@link
 * OneportListener}.
 *
 * <p>Runs once per deployment, on the deployment thread.
 */
public final class OneportInitializer implements ServletContainerInitializer {

  /** Called by the container. */
  public OneportInitializer() {}

  /**
   * Prepares the application.
   *
   * @param none always null or empty: this initializer handles no types
   * @throws ServletException if what the container lacks cannot be added; the message says what to
   *     do
   */
  @Override
  public void onStartup(@Nullable Set<Class<?>> none, ServletContext context)
      throws ServletException {
    context.addListener(new DrainListener());
    PlainServletBoot.boot(context);
  }
}
