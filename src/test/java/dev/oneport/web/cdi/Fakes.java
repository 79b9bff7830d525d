package dev.oneport.web.cdi;

import dev.oneport.Ack;
import dev.oneport.EventArguments;
import dev.oneport.Handshake;
import dev.oneport.JsonBindingException;
import dev.oneport.Namespace;
import dev.oneport.Socket;
import dev.oneport.SocketIoServer;
import dev.oneport.socketio.EventCall;
import dev.oneport.socketio.HandlerRegistry;
import dev.oneport.socketio.NamespaceHandlers;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stand-ins for what handlers are given. */
final class Fakes {
  static final Handshake HANDSHAKE = Handshake.withoutRequest("127.0.0.1", Instant.EPOCH);

  private Fakes() {}

  static Socket socket(String id) {
    return fake(
        Socket.class,
        Map.of("id", id, "handshake", HANDSHAKE, "namespace", fake(Namespace.class, Map.of())));
  }

  /** Records in {@code names} which namespaces were asked for, and has each say its name. */
  static SocketIoServer server(List<String> names) {
    return (SocketIoServer)
        Proxy.newProxyInstance(
            Fakes.class.getClassLoader(),
            new Class<?>[] {SocketIoServer.class},
            (self, method, args) -> {
              if (method.getName().equals("of")) {
                names.add((String) args[0]);
                return fake(Namespace.class, Map.of("name", args[0]));
              }
              throw new IllegalArgumentException(method.getName());
            });
  }

  /** An object whose methods of these names answer these values; any other fails. */
  private static <T> T fake(Class<T> type, Map<String, ?> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            Fakes.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, args) -> {
              if (answers.containsKey(method.getName())) {
                return answers.get(method.getName());
              }
              return method.getName().equals("name") ? "/" : unexpected(method.getName());
            }));
  }

  private static Object unexpected(String method) {
    throw new UnsupportedOperationException(method);
  }

  /** Arguments that fit only their own class. */
  record Arguments(List<?> values) implements EventArguments {
    static Arguments of(@Nullable Object... values) {
      return new Arguments(Arrays.asList(values));
    }

    @Override
    public int size() {
      return values.size();
    }

    @Override
    public boolean isBinary(int index) {
      return false;
    }

    @Override
    public <T> @Nullable T get(int index, Class<T> type) {
      return type.cast(get(index, (Type) type));
    }

    @Override
    public @Nullable Object get(int index, Type type) {
      Object value = index < values.size() ? values.get(index) : null;
      if (value != null && type instanceof Class<?> raw && !boxed(raw).isInstance(value)) {
        throw new JsonBindingException("argument " + index + " is no " + raw.getSimpleName());
      }
      return value;
    }

    private static Class<?> boxed(Class<?> type) {
      return MethodType.methodType(type).wrap().returnType();
    }

    @Override
    public Object[] toArray() {
      return values.toArray();
    }
  }

  /** Keeps what was sent. */
  static final class RecordingAck implements Ack {
    final List<List<Object>> sent = new ArrayList<>();

    @Override
    public boolean isRequested() {
      return true;
    }

    @Override
    public void send(@Nullable Object... args) {
      sent.add(Arrays.asList(args));
    }
  }

  /** Keeps what beans registered. */
  static final class Registry implements HandlerRegistry {
    final Map<String, NamespaceHandlers> byName = new HashMap<>();
    final Map<String, NamespaceHandlers> byPattern = new HashMap<>();
    final List<NamespaceHandlers> ofAll = new ArrayList<>();

    @Override
    public void addHandlers(String namespace, NamespaceHandlers handlers) {
      byName.put(namespace, handlers);
    }

    @Override
    public void addHandlers(Pattern pattern, NamespaceHandlers handlers) {
      byPattern.put(pattern.pattern(), handlers);
    }

    @Override
    public void addHandlers(NamespaceHandlers handlers) {
      ofAll.add(handlers);
    }
  }

  /** One event; keeps how it failed. */
  record Call(
      Socket socket,
      String event,
      EventArguments arguments,
      RecordingAck ack,
      List<Throwable> failures)
      implements EventCall {

    @Override
    public void later(Runnable rest) {
      rest.run();
    }

    @Override
    public void failed(Throwable failure) {
      failures.add(failure);
    }

    @Override
    public void refuse(Throwable failure) {
      throw new UnsupportedOperationException("refuse");
    }
  }
}
