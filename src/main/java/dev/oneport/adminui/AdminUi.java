package dev.oneport.adminui;

import dev.oneport.Namespace;
import dev.oneport.Socket;
import dev.oneport.WhenFull;
import dev.oneport.concurrent.Clock;
import dev.oneport.concurrent.Timers;
import dev.oneport.config.AdminUiMode;
import dev.oneport.metrics.Metrics;
import dev.oneport.publish.PublishAuthority;
import dev.oneport.socketio.SocketIo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of the unmodified Socket.IO Admin UI, in the namespace {@code /admin}. Who has
 * an API key comes in: its name is the user name, the key the password. {@code read} is needed to
 * look, {@code publish} to emit, {@code manage} for the rest, each of them in all rooms; what
 * events say is told to who may {@code inspect}.
 *
 * @see <a href="https://socket.io/docs/v4/admin-ui/">Socket.IO Admin UI</a>
 */
public final class AdminUi implements AutoCloseable {
  /** Where it connects to. */
  public static final String NAMESPACE = "/admin";

  private static final int STATS_MILLIS = 2_000;

  /** News that are late are of no interest. */
  private static final WhenFull LATEST = WhenFull.conflate("server_stats").or(WhenFull.DROP_NEWEST);

  private final AdminUiMode mode;
  private final Timers timers;
  private final Executor worker;
  private final Namespaces namespaces;
  private final Audience audience;
  private final AdminDoor door;
  private final ServerStats stats;

  /** Null unless the server is being developed. */
  private final @Nullable SocketReports reports;

  private volatile boolean closed;

  /**
   * Makes the namespace the server's own; nobody comes in before {@link #start}.
   *
   * @param mode not {@code OFF}
   * @param authority knows those who come in
   * @param worker runs what is done every two seconds
   * @param outboxBytes that may wait for one client
   */
  public AdminUi(
      SocketIo io,
      AdminUiMode mode,
      Metrics metrics,
      PublishAuthority authority,
      Timers timers,
      Executor worker,
      Clock clock,
      long outboxBytes) {
    this.mode = mode;
    this.timers = timers;
    this.worker = worker;
    Namespace admin = io.reserve(NAMESPACE);
    this.namespaces = new Namespaces(io, admin);
    this.audience = new Audience(admin);
    this.door = new AdminDoor(authority, clock);
    this.stats = new ServerStats(namespaces, metrics, clock, outboxBytes);
    this.reports = mode == AdminUiMode.DEVELOPMENT ? new SocketReports(audience, clock) : null;
  }

  /** Opens the namespace; before the application makes its own, so that none is missed. */
  public void start() {
    Namespace admin = namespaces.own();
    admin.use(door);
    admin.onConnection(this::welcome);
    if (reports != null) {
      namespaces.all().forEach(reports::watch);
      namespaces.onNew(reports::watch);
    }
    schedule();
  }

  private void welcome(Socket socket) {
    AdminDoor.Guest guest = door.guest(socket);
    // From here on it is told of what happens; then of what there is: so it misses nothing.
    audience.add(socket, guest.mayInspect());
    new AdminCommands(namespaces, guest).listen(socket);
    String session = guest.newSession();
    if (session != null) {
      socket.emit("session", session);
    }
    socket.emit("config", Map.of("supportedFeatures", guest.features(mode)));
    if (mode == AdminUiMode.DEVELOPMENT) {
      socket.emit("all_sockets", stats.sockets(guest.mayInspect()));
    }
    socket.emit("server_stats", stats.current(List.of()));
  }

  private void schedule() {
    if (!closed) {
      timers.schedule(STATS_MILLIS, this::tellOnWorker);
    }
  }

  private void tellOnWorker() {
    try {
      worker.execute(this::tell);
    } catch (RejectedExecutionException stopping) {
      closed = true;
    }
  }

  private void tell() {
    if (closed) {
      return;
    }
    try {
      // Counted whether somebody looks or not: who comes later is told of what happens later.
      List<Map<String, Object>> news = stats.news();
      if (reports != null) {
        reports.tellChanges();
      }
      if (!audience.isEmpty()) {
        audience.tell(LATEST, "server_stats", stats.current(news));
      }
    } finally {
      schedule();
    }
  }

  /** Tells nobody anything any more; those who look are disconnected by who ends the sessions. */
  @Override
  public void close() {
    closed = true;
  }
}
