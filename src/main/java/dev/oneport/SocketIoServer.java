package dev.oneport;

import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The Socket.IO server of this web application. Injected as a CDI bean, or had from {@code
 * dev.oneport.web.Oneport#server} without CDI. As a {@link BroadcastOperator} it means everybody in
 * the main namespace {@code /}.
 *
 * <p>Before the application has started, and after it was stopped, every method throws {@link
 * IllegalStateException} with a message that says which.
 */
public interface SocketIoServer extends BroadcastOperator {

  /**
   * The namespace of that name, created if this is the first time it is asked for. Clients can
   * connect only to namespaces that were created so, and to those that a {@link ParentNamespace}
   * allows.
   *
   * @param name with or without the leading slash; empty means the main namespace
   * @throws IllegalArgumentException if it is the server's own, as {@code /admin} is where {@code
   *     oneport.adminUi} is on
   */
  Namespace of(String name);

  /**
   * Lets clients make namespaces: those whose name has a match of the pattern anywhere, unless
   * {@code ^} and {@code $} say otherwise. A namespace of such a name that the application asks for
   * is a child too.
   *
   * <p>Parents are asked in the order registered; the first that allows a name gets it as a child.
   */
  ParentNamespace of(Pattern pattern);

  /** Lets clients make the namespaces that the filter allows. See {@link #of(Pattern)}. */
  ParentNamespace of(NamespaceFilter filter);

  /**
   * Adds a listener called once for each namespace made from now on, before any client connects to
   * it. Called by the thread that makes it; must not block.
   */
  SocketIoServer onNewNamespace(Consumer<Namespace> listener);

  /** Adds a middleware to the main namespace. See {@link Namespace#use}. */
  SocketIoServer use(Middleware middleware);

  /** Adds a connection listener to the main namespace. See {@link Namespace#onConnection}. */
  SocketIoServer onConnection(Consumer<Socket> listener);

  /** The Engine.IO server below: HTTP requests, headers, who may begin a session. */
  Engine engine();

  /** Every live session, whatever its transport. */
  SessionRegistry sessions();

  /**
   * Ends every session: sockets see the reason {@code server shutting down}, and their connections
   * are closed without another packet. Clients that come later are sent away at once. The rest of
   * the application goes on; this happens by itself when it is stopped. Harmless the second time.
   */
  void close();
}
