package dev.oneport.session;

import dev.oneport.AdoptedSession;
import dev.oneport.BackPressureListener;
import dev.oneport.ClientSession;
import dev.oneport.SessionRegistry;
import dev.oneport.TransportName;
import dev.oneport.concurrent.Clock;
import dev.oneport.concurrent.Timers;
import dev.oneport.engineio.Outbox.Fill;
import dev.oneport.limit.RateLimits;
import dev.oneport.metrics.Metrics;
import jakarta.websocket.Session;
import java.security.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The sessions that are live now. Any thread. */
public final class LiveSessions implements SessionRegistry {
  private final Map<String, ClientSession> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger polls = new AtomicInteger();
  private final Logins logins = new Logins(Clock.system());
  private final BackPressureListeners listeners;
  private final Metrics metrics;
  private final RateLimits limits;
  private final int maxSessions;

  /** Whether the server is about to stop. */
  private volatile boolean draining;

  /** Null until the web edge is there. */
  private volatile @Nullable Function<Session, AdoptedSession> adopter;

  /**
   * None yet.
   *
   * @param handlers runs listeners, which may block
   */
  public LiveSessions(Executor handlers, Timers timers) {
    this(handlers, timers, new Metrics());
  }

  /**
   * The same with what is measured about them.
   *
   * @param metrics shared by all who have to do with sessions
   */
  public LiveSessions(Executor handlers, Timers timers, Metrics metrics) {
    this(handlers, timers, metrics, RateLimits.none(), Integer.MAX_VALUE);
  }

  /**
   * The same with how many there may be, and how often their clients may do what they do.
   *
   * @param limits shared by all who let clients do something
   * @param maxSessions of all transports, polls included
   */
  public LiveSessions(
      Executor handlers, Timers timers, Metrics metrics, RateLimits limits, int maxSessions) {
    this.listeners = new BackPressureListeners(handlers, timers);
    this.metrics = metrics;
    this.limits = limits;
    this.maxSessions = maxSessions;
  }

  /** None yet, and no threads: what is slow is told by the thread that finds out. */
  public LiveSessions() {
    this(Integer.MAX_VALUE);
  }

  /** The same with how many there may be. */
  public LiveSessions(int maxSessions) {
    this(
        Runnable::run,
        (delayMillis, task) -> {
          task.run();
          return () -> {};
        },
        new Metrics(),
        RateLimits.none(),
        maxSessions);
  }

  /** A session began. */
  public void add(ClientSession session) {
    metrics.opened().increment(session.transport());
    metrics.live().increment(session.transport());
    sessions.put(session.id(), session);
  }

  /**
   * A session is over. Until then, whoever changes its transport counts that in {@link
   * Metrics#live}, and not at the same time as this.
   */
  public void remove(ClientSession session) {
    if (sessions.remove(session.id(), session)) {
      metrics.live().add(session.transport(), -1);
    }
    logins.unbind(session);
  }

  /** The logins that sessions end with. */
  public Logins logins() {
    return logins;
  }

  /**
   * A session ends with a login, in place of the one before; at once if that has ended already. To
   * be called after {@link #add}.
   *
   * @param login null for none
   */
  public void bind(ClientSession session, @Nullable String login) {
    if (!logins.bind(session, login)) {
      session.disconnect();
    }
    if (!sessions.containsKey(session.id())) {
      logins.unbind(session); // It ended meanwhile.
    }
  }

  /** A poll is being answered, or waits for its answer: its client is there without a session. */
  public void beginPoll() {
    polls.incrementAndGet();
  }

  /** That poll is over; called once for each. */
  public void endPoll() {
    polls.decrementAndGet();
  }

  /** Sessions and polls: what takes room in the server. */
  public int load() {
    return sessions.size() + polls.get();
  }

  /**
   * Whether there are as many as there may be: no client may come in until one goes. Those that are
   * let in at the same moment may be a few more.
   */
  public boolean isFull() {
    return load() >= maxSessions;
  }

  /** How much of the room is taken, from 0 to 1. */
  public double fullness() {
    return (double) load() / maxSessions;
  }

  /** No client may come in any more: the server is about to stop. */
  void refuseMore() {
    draining = true;
  }

  /** Whether no client may come in any more. */
  public boolean isDraining() {
    return draining;
  }

  /** What is measured about them. */
  public Metrics metrics() {
    return metrics;
  }

  /** How often their clients may do what they do. */
  public RateLimits limits() {
    return limits;
  }

  /** Watches a session's outbox for the application. */
  public FillWatch watch(ClientSession session, Supplier<Fill> fill) {
    return new FillWatch(session, fill, listeners);
  }

  @Override
  public void onBackPressure(BackPressureListener listener) {
    listeners.add(listener);
  }

  @Override
  public int count() {
    return sessions.size();
  }

  @Override
  public int count(TransportName transport) {
    return (int) sessions.values().stream().filter(s -> s.transport() == transport).count();
  }

  @Override
  public Collection<ClientSession> sessions() {
    return List.copyOf(sessions.values());
  }

  @Override
  public Optional<ClientSession> find(String id) {
    return Optional.ofNullable(sessions.get(id));
  }

  @Override
  public Collection<ClientSession> inRoom(String namespace, String room) {
    return select(session -> session.rooms(namespace).contains(room));
  }

  @Override
  public Collection<ClientSession> ofUser(String name) {
    return select(
        session -> {
          Principal principal = session.principal();
          return principal != null && name.equals(principal.getName());
        });
  }

  @Override
  public boolean disconnect(String id) {
    Optional<ClientSession> session = find(id);
    session.ifPresent(ClientSession::disconnect);
    return session.isPresent();
  }

  /** Sets what adopts WebSockets. */
  public void adoptBy(Function<Session, AdoptedSession> how) {
    adopter = how;
  }

  @Override
  public AdoptedSession adopt(Session wsSession) {
    Function<Session, AdoptedSession> how = adopter;
    if (how == null) {
      throw new IllegalStateException("Oneport has not started yet");
    }
    return how.apply(wsSession);
  }

  private Collection<ClientSession> select(Predicate<ClientSession> wanted) {
    return sessions.values().stream().filter(wanted).toList();
  }
}
