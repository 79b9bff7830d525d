package dev.oneport.socketio;

import java.util.regex.Pattern;

/** Takes handlers that sockets share. Called while the application starts. */
public interface HandlerRegistry {

  /** Adds handlers of all sockets of one namespace; creates it. */
  void addHandlers(String namespace, NamespaceHandlers handlers);

  /** Adds handlers to a parent of namespaces; each of its children made from now on has them. */
  void addHandlers(Pattern pattern, NamespaceHandlers handlers);

  /**
   * Adds handlers of all sockets of all namespaces, those to come included. They are called after
   * the ones of one namespace.
   */
  void addHandlers(NamespaceHandlers handlers);
}
