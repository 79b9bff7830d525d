package dev.oneport.web.boot;

import dev.oneport.config.ConfigException;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger.Level;

/** Starts Oneport with its web application, and stops it. */
@WebListener
public final class OneportListener implements ServletContextListener {
  private static final System.Logger LOG = System.getLogger(OneportListener.class.getName());

  @Override
  public void contextInitialized(ServletContextEvent event) {
    try {
      Deployment.start(event.getServletContext());
    } catch (ConfigException e) {
      // Tomcat tells why an application did not start in a file of its own, not in its main log.
      LOG.log(Level.ERROR, "bad-setting: " + e.getMessage());
      throw e;
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    Deployment.stop(event.getServletContext());
  }
}
