package dev.oneport.web.boot;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Lets clients leave in good order before anything else of the application is stopped. Listeners
 * are told of the end in reverse order, and containers have one of their own that closes all
 * WebSockets: this one is registered after it, by {@link OneportInitializer}.
 */
public final class DrainListener implements ServletContextListener {

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    Deployment deployment = Deployment.find(event.getServletContext());
    if (deployment != null) {
      deployment.drain();
    }
  }
}
