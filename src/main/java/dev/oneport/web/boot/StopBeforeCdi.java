package dev.oneport.web.boot;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Stops Oneport while beans still live, for the disconnect handlers are some. To be added after the
 * listeners of CDI: containers tell listeners of the end in the reverse of their order, and {@link
 * OneportListener} stands before all that are added by program.
 */
final class StopBeforeCdi implements ServletContextListener {

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    Deployment.stop(event.getServletContext());
  }
}
