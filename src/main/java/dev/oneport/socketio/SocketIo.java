package dev.oneport.socketio;

import dev.oneport.Namespace;
import dev.oneport.SocketIoServer;
import dev.oneport.adapter.Delivered;
import dev.oneport.adapter.Selection;
import dev.oneport.engineio.EngineListener;
import dev.oneport.engineio.EngineSession;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Socket.IO on top of Engine.IO: what the web edge wires together. */
public final class SocketIo implements EngineListener, HandlerRegistry, AutoCloseable {
  private final Environment environment;
  private final RealServer server;

  /** Takes sessions at once. */
  public SocketIo(Environment environment) {
    this.environment = environment;
    this.server = new RealServer(environment);
  }

  /** The server that applications use. */
  public SocketIoServer server() {
    return server;
  }

  /**
   * Makes a namespace the server's own: for clients of Socket.IO alone, who are let in by its own
   * middleware whatever the settings and the application say of who may connect. For all others,
   * and for the methods here, there is no namespace of that name; the application is refused it.
   *
   * @param name with the leading slash
   */
  public Namespace reserve(String name) {
    return server.namespaces().reserve(name);
  }

  /**
   * Whether the application has made a namespace.
   *
   * @param name with or without the leading slash
   */
  public boolean hasNamespace(String name) {
    return find(name.startsWith("/") ? name : "/" + name) != null;
  }

  /**
   * A namespace that the application has made.
   *
   * @param name with the leading slash
   * @return null if there is none of that name
   */
  public @Nullable Namespace find(String name) {
    return server.namespaces().findApplications(name);
  }

  /** The names of the namespaces that the application has made; a snapshot. */
  public Set<String> namespaces() {
    return server.namespaces().names();
  }

  /**
   * Emits an event for somebody outside of the application.
   *
   * @param namespace with the leading slash
   * @param args as {@link dev.oneport.BroadcastOperator#emit} takes them
   * @return null if there is no namespace of that name
   * @throws IllegalArgumentException if the name of the event is reserved
   */
  public @Nullable Delivered emit(
      String namespace, Selection selection, String event, Object... args) {
    RealNamespace found = server.namespaces().findApplications(namespace);
    return found == null ? null : found.deliver(selection, event, found.encode(event, args));
  }

  @Override
  public void addHandlers(String namespace, NamespaceHandlers handlers) {
    server.of(namespace).addHandlers(handlers);
  }

  @Override
  public void addHandlers(Pattern pattern, NamespaceHandlers handlers) {
    server.of(pattern).setup().addHandlers(handlers);
  }

  @Override
  public void addHandlers(NamespaceHandlers handlers) {
    server.namespaces().addHandlers(handlers);
  }

  /** The sockets that a client without a library becomes. */
  public PlainSockets plainSockets(PlainConnection connection) {
    return new PlainClient(connection, server, environment);
  }

  @Override
  public SessionListener onSession(EngineSession session) {
    Client client = new Client(session, server, environment);
    client.start();
    return client;
  }

  /** From now on the server refuses to be used. The sessions are ended by the Engine.IO server. */
  @Override
  public void close() {
    server.stop();
  }
}
