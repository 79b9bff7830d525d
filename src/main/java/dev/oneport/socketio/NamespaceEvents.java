package dev.oneport.socketio;

import dev.oneport.Ack;
import dev.oneport.ArgumentsHandler;
import dev.oneport.RoomListener;
import dev.oneport.adapter.AdapterHost;
import dev.oneport.concurrent.SerialExecutor;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.Arguments;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the adapter of one namespace brings to its application: events of other servers, and what
 * happens to rooms. Each kind has a lane of its own over the threads of handlers. Any thread.
 */
final class NamespaceEvents implements AdapterHost, RoomListener {
  private static final System.Logger LOG = System.getLogger(NamespaceEvents.class.getName());

  /** Events that a namespace has for its own listeners. */
  private static final Set<String> RESERVED = Set.of("connect", "connection", "new_namespace");

  private final RealNamespace namespace;
  private final JsonBinding json;
  private final SerialExecutor serverLane;
  private final SerialExecutor roomLane;
  private final Map<String, List<ArgumentsHandler>> serverHandlers = new ConcurrentHashMap<>();
  private final List<RoomListener> roomListeners = new CopyOnWriteArrayList<>();

  NamespaceEvents(RealNamespace namespace, Environment environment) {
    this.namespace = namespace;
    this.json = environment.json();
    this.serverLane = new SerialExecutor(environment.handlers());
    this.roomLane = new SerialExecutor(environment.handlers());
  }

  /**
   * Checks the name of an event for other servers.
   *
   * @throws IllegalArgumentException if it is reserved
   */
  static void check(String event) {
    if (RESERVED.contains(event)) {
      throw new IllegalArgumentException("\"" + event + "\" is a reserved event name");
    }
  }

  void onServerEvent(String event, ArgumentsHandler handler) {
    check(event);
    serverHandlers.computeIfAbsent(event, name -> new CopyOnWriteArrayList<>()).add(handler);
  }

  void onRoomEvent(RoomListener listener) {
    roomListeners.add(listener);
  }

  @Override
  public String namespace() {
    return namespace.name();
  }

  @Override
  public long nextAckId() {
    return namespace.nextAckId();
  }

  @Override
  public void onServerEvent(
      String event, Arguments arguments, @Nullable Consumer<EncodedArguments> answer) {
    ServerAck ack = new ServerAck(json, answer);
    ReceivedArguments received = new ReceivedArguments(arguments, json);
    execute(
        serverLane,
        () -> {
          for (ArgumentsHandler handler : serverHandlers.getOrDefault(event, List.of())) {
            call(
                "The handler of server event \"" + event + "\"",
                () -> handler.onEvent(received, ack));
          }
        });
  }

  @Override
  public boolean wantsRoomEvents() {
    return !roomListeners.isEmpty();
  }

  @Override
  public RoomListener rooms() {
    return this;
  }

  @Override
  public void inRoomLane(Runnable task) {
    execute(roomLane, task);
  }

  @Override
  public void created(String room) {
    tell(listener -> listener.created(room));
  }

  @Override
  public void deleted(String room) {
    tell(listener -> listener.deleted(room));
  }

  @Override
  public void joined(String room, String id) {
    tell(listener -> listener.joined(room, id));
  }

  @Override
  public void left(String room, String id) {
    tell(listener -> listener.left(room, id));
  }

  private void tell(Consumer<RoomListener> event) {
    for (RoomListener listener : roomListeners) {
      call("A listener for rooms", () -> event.accept(listener));
    }
  }

  private interface Call {
    void run() throws Exception;
  }

  private void call(String what, Call call) {
    try {
      call.run();
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      LOG.log(
          Level.WARNING,
          "listener-failed: " + what + " failed in namespace " + namespace.name(),
          e);
    }
  }

  private static void execute(SerialExecutor lane, Runnable task) {
    try {
      lane.execute(task);
    } catch (RejectedExecutionException stopped) {
      LOG.log(Level.DEBUG, "a listener was not called: the application is being stopped");
    }
  }

  /** The answer to another server: the first of all handlers' is sent. */
  private record ServerAck(
      JsonBinding json, @Nullable Consumer<EncodedArguments> answer, AtomicBoolean sent)
      implements Ack {

    ServerAck(JsonBinding json, @Nullable Consumer<EncodedArguments> answer) {
      this(json, answer, new AtomicBoolean());
    }

    @Override
    public boolean isRequested() {
      return answer != null;
    }

    @Override
    public void send(@Nullable Object... args) {
      if (answer != null) {
        EncodedArguments encoded = json.encode(args);
        if (sent.compareAndSet(false, true)) {
          answer.accept(encoded);
        }
      }
    }
  }
}
