package dev.oneport.web.boot;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Starts Oneport with its web application, and stops it. */
@WebListener
public final class OneportListener implements ServletContextListener {

  @Override
  public void contextInitialized(ServletContextEvent event) {
    Deployment.start(event.getServletContext());
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    Deployment.stop(event.getServletContext());
  }
}
