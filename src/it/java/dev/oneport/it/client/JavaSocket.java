package dev.oneport.it.client;

import dev.oneport.it.server.Await;
import io.socket.client.Ack;
import io.socket.client.AckWithTimeout;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.json.JSONObject;

/** The official Java client with its events in queues; each socket has a connection of its own. */
public final class JavaSocket implements AutoCloseable {

  private static final long DEADLINE_SECONDS = 30;

  /** What the client is told about transports. */
  public enum Setting {
    /** Never anything else. */
    POLLING("polling", "polling"),
    /** From the first request. */
    WEBSOCKET("websocket", "websocket"),
    /** The default: polling first. */
    UPGRADE("polling,websocket", "websocket");

    private final String transports;
    private final String lastTransport;

    Setting(String transports, String lastTransport) {
      this.transports = transports;
      this.lastTransport = lastTransport;
    }

    private String[] transports() {
      return transports.split(",", -1);
    }

    /** The one in use in the end. */
    public String lastTransport() {
      return lastTransport;
    }
  }

  private final Socket socket;
  private final Map<String, BlockingQueue<Object[]>> events = new ConcurrentHashMap<>();

  private JavaSocket(Socket socket) {
    this.socket = socket;
  }

  /** Opens a socket, which begins to connect. */
  public static JavaSocket open(
      URI base, String namespace, Setting setting, Map<String, String> auth) {
    return open(base, namespace, setting, auth, Map.of());
  }

  /** The same with request headers of one's own. */
  public static JavaSocket open(
      URI base,
      String namespace,
      Setting setting,
      Map<String, String> auth,
      Map<String, List<String>> headers) {
    IO.Options options =
        IO.Options.builder()
            .setForceNew(true)
            .setReconnection(false)
            .setPath(base.getPath() + "socket.io/")
            .setTransports(setting.transports())
            .setAuth(auth)
            .setExtraHeaders(headers)
            .build();
    URI uri = URI.create("http://" + base.getAuthority() + namespace);
    JavaSocket opened = new JavaSocket(IO.socket(uri, options));
    opened.listen();
    return opened;
  }

  private void listen() {
    for (String own : List.of("connect", "disconnect", "connect_error")) {
      socket.on(own, args -> queue(own).add(args));
    }
    socket.onAnyIncoming(
        args -> queue((String) args[0]).add(Arrays.copyOfRange(args, 1, args.length)));
    socket.connect();
  }

  private BlockingQueue<Object[]> queue(String event) {
    return events.computeIfAbsent(event, name -> new LinkedBlockingQueue<>());
  }

  /** Waits until the test application sees it on a transport. */
  public void awaitTransport(String name) {
    Await.until(
        "transport " + name,
        () -> ((JSONObject) ask("whoami")).getString("transport").equals(name));
  }

  /** The socket's id. */
  public String id() {
    return socket.id();
  }

  /** Whether it is connected. */
  public boolean connected() {
    return socket.connected();
  }

  /** Emits. */
  public void emit(String event, Object... args) {
    socket.emit(event, args);
  }

  /** The arguments of the first event of that name not taken before. */
  public Object[] next(String event) {
    try {
      Object[] args = queue(event).poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      if (args == null) {
        throw new AssertionError("no " + event + " within " + DEADLINE_SECONDS + " s");
      }
      return args;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Drops events of that name until one is wanted. */
  public void await(String event, Predicate<Object[]> wanted) {
    Object[] args = next(event);
    while (!wanted.test(args)) {
      args = next(event);
    }
  }

  /** The first arguments of all events of that name not taken before. */
  public List<Object> drain(String event) {
    List<Object[]> all = new ArrayList<>();
    queue(event).drainTo(all);
    return all.stream().map(args -> args[0]).toList();
  }

  /** Emits {@code echo} and returns what comes back. */
  public Object[] echo(Object... args) {
    emit("echo", args);
    return next("echo");
  }

  /** Emits and returns the first argument of the acknowledgement. */
  public Object ask(String event, Object... args) {
    CompletableFuture<Object> answer = new CompletableFuture<>();
    socket.emit(event, args, (Ack) acks -> answer.complete(acks[0]));
    return get(event, answer);
  }

  /** Emits, and says whether the client gave up waiting for the acknowledgement. */
  public boolean timesOut(String event, long millis) {
    CompletableFuture<Boolean> timedOut = new CompletableFuture<>();
    socket.emit(
        event,
        new AckWithTimeout(millis) {
          @Override
          public void onSuccess(Object... args) {
            timedOut.complete(false);
          }

          @Override
          public void onTimeout() {
            timedOut.complete(true);
          }
        });
    return get(event, timedOut);
  }

  private static <T> T get(String event, CompletableFuture<T> answer) {
    try {
      return answer.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new AssertionError("no acknowledgement of " + event, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Answers an event of the server. */
  public void acknowledge(String event, Function<Object[], Object> answer) {
    socket.on(event, args -> ((Ack) args[args.length - 1]).call(answer.apply(args)));
  }

  /** No longer answers it. */
  public void ignore(String event) {
    socket.off(event);
  }

  @Override
  public void close() {
    socket.disconnect();
  }
}
