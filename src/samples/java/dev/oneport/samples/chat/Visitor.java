package dev.oneport.samples.chat;

import dev.oneport.HttpSessionSnapshot;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at a browser, known by a colour for as long as the HTTP session lasts. Pages and sockets
 * see the same object: the session has it. Any thread.
 */
public final class Visitor implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String ATTRIBUTE = "chat.visitor";

  private final String colour =
      String.format(Locale.ROOT, "#%06x", ThreadLocalRandom.current().nextInt(1 << 24));

  /** Rooms whose door was opened. */
  private final Set<Long> entered = ConcurrentHashMap.newKeySet();

  private Visitor() {}

  /** Of a page; made with the first. */
  static Visitor of(HttpSession session) {
    synchronized (session.getServletContext()) {
      if (session.getAttribute(ATTRIBUTE) instanceof Visitor visitor) {
        return visitor;
      }
      Visitor visitor = new Visitor();
      session.setAttribute(ATTRIBUTE, visitor);
      return visitor;
    }
  }

  /** Of a socket; empty if its browser has asked for no page before. */
  static Optional<Visitor> of(@Nullable HttpSessionSnapshot session) {
    return session != null && session.attributes().get(ATTRIBUTE) instanceof Visitor visitor
        ? Optional.of(visitor)
        : Optional.empty();
  }

  String colour() {
    return colour;
  }

  void enter(long room) {
    entered.add(room);
  }

  boolean mayEnter(long room) {
    return entered.contains(room);
  }
}
