package dev.oneport.web.websocket;

import jakarta.websocket.Session;

/** Whose WebSockets they are, where that makes a difference. */
enum WsContainer {
  /** WildFly's. */
  UNDERTOW,
  /** Payara's and GlassFish's. */
  TYRUS,
  /** Any other's. */
  OTHER;

  /** Whose that is. */
  static WsContainer of(Session wsSession) {
    String type = wsSession.getClass().getName();
    if (type.startsWith("io.undertow.")) {
      return UNDERTOW;
    }
    return type.startsWith("org.glassfish.tyrus.") ? TYRUS : OTHER;
  }
}
