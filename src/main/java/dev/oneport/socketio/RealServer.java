package dev.oneport.socketio;

import dev.oneport.BroadcastOperator;
import dev.oneport.ClientSession;
import dev.oneport.Engine;
import dev.oneport.Middleware;
import dev.oneport.Namespace;
import dev.oneport.NamespaceFilter;
import dev.oneport.SessionRegistry;
import dev.oneport.Socket;
import dev.oneport.SocketIoServer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The namespaces of one application. Any thread. */
final class RealServer extends AllRecipients implements SocketIoServer {
  static final String MAIN = "/";

  private final NamespaceRegistry namespaces;
  private final WaitingClients waiting;
  private final Environment environment;

  /** Set once, by the application. */
  private volatile boolean closing;

  /** Set once. */
  private volatile boolean closed;

  RealServer(Environment environment) {
    this.environment = environment;
    this.namespaces = new NamespaceRegistry(this, environment);
    this.waiting = new WaitingClients(environment.config().namespaces().maxWaitingClients());
    of(MAIN);
  }

  @Override
  public RealNamespace of(String name) {
    ensureRunning();
    String whole = name.startsWith("/") ? name : "/" + name;
    if (namespaces.isReserved(whole)) {
      throw new IllegalArgumentException(
          "the namespace " + whole + " is the server's own: a setting made it so");
    }
    return namespaces.of(whole);
  }

  @Override
  public RealParentNamespace of(Pattern pattern) {
    ensureRunning();
    return namespaces.addParent(
        NamespaceFilter.when((name, auth) -> pattern.matcher(name).find()), pattern);
  }

  @Override
  public RealParentNamespace of(NamespaceFilter filter) {
    ensureRunning();
    return namespaces.addParent(filter, null);
  }

  @Override
  public SocketIoServer onNewNamespace(Consumer<Namespace> listener) {
    ensureRunning();
    namespaces.onNewNamespace(listener);
    return this;
  }

  NamespaceRegistry namespaces() {
    return namespaces;
  }

  /** Clients that are in no namespace yet. */
  WaitingClients waiting() {
    return waiting;
  }

  Environment environment() {
    return environment;
  }

  @Override
  public SocketIoServer use(Middleware middleware) {
    of(MAIN).use(middleware);
    return this;
  }

  @Override
  public SocketIoServer onConnection(Consumer<Socket> listener) {
    of(MAIN).onConnection(listener);
    return this;
  }

  @Override
  public Engine engine() {
    ensureRunning();
    return environment.engine();
  }

  @Override
  public SessionRegistry sessions() {
    ensureRunning();
    return environment.sessions();
  }

  @Override
  BroadcastOperator everybody() {
    return of(MAIN).everybody();
  }

  @Override
  public void close() {
    closing = true;
    for (ClientSession session : environment.sessions().sessions()) {
      if (session instanceof Client client) {
        client.shutDown();
      } else {
        session.disconnect();
      }
    }
    environment.adapters().close();
  }

  /** Whether clients that come now are to be sent away. */
  boolean isClosing() {
    return closing;
  }

  /** The application has ended: from now on it is an error to use the server. */
  void stop() {
    closed = true;
  }

  void ensureRunning() {
    if (closed) {
      throw new IllegalStateException("the Socket.IO server was stopped with its application");
    }
  }
}
