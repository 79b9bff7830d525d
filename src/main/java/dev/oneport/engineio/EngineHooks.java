package dev.oneport.engineio;

import dev.oneport.ConnectionFailure;
import dev.oneport.Engine;
import dev.oneport.HeadersListener;
import dev.oneport.HttpMiddleware;
import dev.oneport.RequestGate;
import dev.oneport.RequestHead;
import dev.oneport.ResponseHeaders;
import dev.oneport.SessionIdGenerator;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the application has said about requests and sessions. Any thread. */
public final class EngineHooks implements Engine {
  private static final System.Logger LOG = System.getLogger(EngineHooks.class.getName());

  private final EngineSessions sessions;
  private final int decisionTimeoutMillis;
  private final List<HttpMiddleware> middlewares = new CopyOnWriteArrayList<>();
  private final List<HeadersListener> initialHeaders = new CopyOnWriteArrayList<>();
  private final List<HeadersListener> headers = new CopyOnWriteArrayList<>();
  private final List<Consumer<ConnectionFailure>> failures = new CopyOnWriteArrayList<>();

  private volatile @Nullable RequestGate gate;
  private volatile @Nullable Predicate<String> origins;
  private volatile @Nullable SessionIdGenerator ids;

  /**
   * Nothing said yet.
   *
   * @param decisionTimeoutMillis how long the application may take to decide
   */
  public EngineHooks(EngineSessions sessions, int decisionTimeoutMillis) {
    this.sessions = sessions;
    this.decisionTimeoutMillis = decisionTimeoutMillis;
  }

  /** How long the application may take to decide. */
  public int decisionTimeoutMillis() {
    return decisionTimeoutMillis;
  }

  @Override
  public Engine use(HttpMiddleware middleware) {
    middlewares.add(middleware);
    return this;
  }

  @Override
  public Engine allowRequest(RequestGate next) {
    gate = next;
    return this;
  }

  @Override
  public Engine generateId(SessionIdGenerator generator) {
    ids = generator;
    return this;
  }

  @Override
  public Engine allowOrigins(Predicate<String> rule) {
    origins = rule;
    return this;
  }

  @Override
  public Engine onInitialHeaders(HeadersListener listener) {
    initialHeaders.add(listener);
    return this;
  }

  @Override
  public Engine onHeaders(HeadersListener listener) {
    headers.add(listener);
    return this;
  }

  @Override
  public Engine onConnectionError(Consumer<ConnectionFailure> listener) {
    failures.add(listener);
    return this;
  }

  @Override
  public int clientsCount() {
    return sessions.count();
  }

  /** The middlewares in their order; empty if there are none. */
  public List<HttpMiddleware> middlewares() {
    return middlewares;
  }

  /** Whether the application's rule allows an origin; false without a rule. */
  public boolean allowsOrigin(String origin) {
    Predicate<String> rule = origins;
    return rule != null && rule.test(origin);
  }

  /** Whether anybody wants to see the headers of answers. */
  public boolean watchesHeaders() {
    return !headers.isEmpty() || !initialHeaders.isEmpty();
  }

  /**
   * Shows the headers of an answer to those who want to see them.
   *
   * @param initial whether it is the first of a session
   */
  public void showHeaders(ResponseHeaders answer, RequestHead request, boolean initial) {
    if (initial) {
      initialHeaders.forEach(listener -> show(listener, answer, request));
    }
    headers.forEach(listener -> show(listener, answer, request));
  }

  /** Tells that a request was refused. */
  public void reportRefusal(Supplier<RequestHead> request, Refusal refusal) {
    if (failures.isEmpty()) {
      return;
    }
    ConnectionFailure failure =
        new ConnectionFailure(
            request.get(), refusal.error().code(), refusal.error().message(), refusal.context());
    for (Consumer<ConnectionFailure> listener : failures) {
      try {
        listener.accept(failure);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "listener-failed: a listener for connection errors failed", e);
      }
    }
  }

  /** Null if every client may begin a session. */
  @Nullable RequestGate gate() {
    return gate;
  }

  /** Null if the server makes the ids itself. */
  @Nullable SessionIdGenerator ids() {
    return ids;
  }

  private static void show(HeadersListener listener, ResponseHeaders answer, RequestHead request) {
    try {
      listener.onHeaders(answer, request);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "listener-failed: a listener for headers failed", e);
    }
  }
}
