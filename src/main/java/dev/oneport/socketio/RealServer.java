package dev.oneport.socketio;

import dev.oneport.BroadcastOperator;
import dev.oneport.Middleware;
import dev.oneport.Namespace;
import dev.oneport.SessionRegistry;
import dev.oneport.Socket;
import dev.oneport.SocketIoServer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The namespaces of one application. Any thread. */
final class RealServer implements SocketIoServer {
  static final String MAIN = "/";

  private final Map<String, RealNamespace> namespaces = new ConcurrentHashMap<>();
  private final Environment environment;

  /** Set once. */
  private volatile boolean closed;

  RealServer(Environment environment) {
    this.environment = environment;
    of(MAIN);
  }

  @Override
  public RealNamespace of(String name) {
    ensureRunning();
    String full = name.startsWith("/") ? name : "/" + name;
    return namespaces.computeIfAbsent(full, each -> new RealNamespace(each, this, environment));
  }

  /** The namespace that a client asks for; null if the application made none of that name. */
  @Nullable RealNamespace find(String name) {
    return namespaces.get(name);
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
  public SessionRegistry sessions() {
    ensureRunning();
    return environment.sessions();
  }

  @Override
  public BroadcastOperator to(String... rooms) {
    return of(MAIN).to(rooms);
  }

  @Override
  public BroadcastOperator except(String... rooms) {
    return of(MAIN).except(rooms);
  }

  @Override
  public void emit(String event, @Nullable Object... args) {
    Namespace main = of(MAIN);
    main.emit(event, args);
  }

  void close() {
    closed = true;
  }

  void ensureRunning() {
    if (closed) {
      throw new IllegalStateException("the Socket.IO server was stopped with its application");
    }
  }
}
