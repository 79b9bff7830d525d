package dev.oneport.web.cdi;

import dev.oneport.Ack;
import dev.oneport.DisconnectReason;
import dev.oneport.Socket;
import dev.oneport.socketio.NamespaceHandlers;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Joins the methods of all beans of one namespace to its {@link NamespaceHandlers}. */
final class HandlerBinder {
  private static final System.Logger LOG = System.getLogger(HandlerBinder.class.getName());

  private final RequestScope requestScope;
  private final List<BoundMethod> onConnect = new ArrayList<>();
  private final List<BoundMethod> onDisconnect = new ArrayList<>();
  private final Map<String, List<BoundMethod>> onEvent = new HashMap<>();

  /**
   * A method and the bean to call it on.
   *
   * @param bean a contextual reference
   */
  private record BoundMethod(HandlerMethod method, Object bean) {
    @Nullable Object invoke(HandlerMethod.Call call) throws Exception {
      return method.invoke(bean, call);
    }
  }

  HandlerBinder(RequestScope requestScope) {
    this.requestScope = requestScope;
  }

  void add(List<HandlerMethod> methods, Object bean) {
    for (HandlerMethod method : methods) {
      BoundMethod bound = new BoundMethod(method, bean);
      switch (method.kind()) {
        case CONNECT -> onConnect.add(bound);
        case DISCONNECT -> onDisconnect.add(bound);
        case EVENT -> onEvent.computeIfAbsent(method.event(), e -> new ArrayList<>()).add(bound);
      }
    }
  }

  NamespaceHandlers handlers() {
    Map<String, NamespaceHandlers.SocketEventHandler> handlers = new HashMap<>();
    onEvent.forEach((event, methods) -> handlers.put(event, eventHandler(event, methods)));
    return new Handlers(List.copyOf(onConnect), Map.copyOf(handlers), List.copyOf(onDisconnect));
  }

  private NamespaceHandlers.SocketEventHandler eventHandler(
      String event, List<BoundMethod> methods) {
    List<BoundMethod> unchanging = List.copyOf(methods);
    return (socket, arguments, ack) -> {
      HandlerMethod.Call call = new HandlerMethod.Call(socket, arguments, ack, null);
      requestScope.run(
          () ->
              callAll(
                  unchanging,
                  method -> {
                    Object result = method.invoke(call);
                    if (method.method().returnsAck()) {
                      acknowledge(result, event, call.socket(), ack);
                    }
                  }));
    };
  }

  private static void acknowledge(@Nullable Object result, String event, Socket socket, Ack ack) {
    if (!(result instanceof CompletionStage<?> stage)) {
      ack.send(new @Nullable Object[] {result});
      return;
    }
    stage
        .thenAccept(value -> ack.send(new @Nullable Object[] {value}))
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                LOG.log(
                    Level.WARNING,
                    "namespace %s, socket %s, event %s: no acknowledgement was sent"
                        .formatted(socket.namespace().name(), socket.id(), event),
                    failure);
              }
            });
  }

  /** Calls all, whatever one throws; throws the first one's exception in the end. */
  private static void callAll(List<BoundMethod> methods, Caller caller) throws Exception {
    Exception first = null;
    for (BoundMethod method : methods) {
      try {
        caller.call(method);
      } catch (Exception e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  @FunctionalInterface
  private interface Caller {
    void call(BoundMethod method) throws Exception;
  }

  private final class Handlers implements NamespaceHandlers {
    private final List<BoundMethod> onConnect;
    private final Map<String, SocketEventHandler> onEvent;
    private final List<BoundMethod> onDisconnect;

    Handlers(
        List<BoundMethod> onConnect,
        Map<String, SocketEventHandler> onEvent,
        List<BoundMethod> onDisconnect) {
      this.onConnect = onConnect;
      this.onEvent = onEvent;
      this.onDisconnect = onDisconnect;
    }

    /** The first to throw refuses: the others are not asked any more. */
    @Override
    public void onConnect(Socket socket) throws Exception {
      if (onConnect.isEmpty()) {
        return;
      }
      HandlerMethod.Call call = new HandlerMethod.Call(socket, null, null, null);
      requestScope.run(
          () -> {
            for (BoundMethod method : onConnect) {
              method.invoke(call);
            }
          });
    }

    @Override
    public @Nullable SocketEventHandler handler(String event) {
      return onEvent.get(event);
    }

    @Override
    public void onDisconnect(Socket socket, DisconnectReason reason) throws Exception {
      if (onDisconnect.isEmpty()) {
        return;
      }
      HandlerMethod.Call call = new HandlerMethod.Call(socket, null, null, reason);
      requestScope.run(() -> callAll(onDisconnect, method -> method.invoke(call)));
    }
  }
}
