package dev.oneport.web;

import dev.oneport.session.Logins;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;

/**
 * Disconnects the clients of a user whose HTTP session ends: by logging out, or as nobody has used
 * it for long. It is told by the container; no session is kept for it.
 */
public final class LogoutListener implements HttpSessionListener, HttpSessionIdListener {
  private final Logins logins;

  /** Registered from code only. */
  public LogoutListener(Logins logins) {
    this.logins = logins;
  }

  @Override
  public void sessionDestroyed(HttpSessionEvent event) {
    logins.end(Logins.id(event.getSession().getId()));
  }

  @Override
  public void sessionIdChanged(HttpSessionEvent event, String oldSessionId) {
    logins.rename(Logins.id(oldSessionId), Logins.id(event.getSession().getId()));
  }
}
