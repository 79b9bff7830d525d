package dev.oneport.web.cdi;

import dev.oneport.ConnectRefused;
import dev.oneport.DisconnectReason;
import dev.oneport.EventRefused;
import dev.oneport.Socket;
import dev.oneport.socketio.EventCall;
import dev.oneport.socketio.NamespaceHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the beans of one namespace do with connects, events and disconnects. Any thread. */
final class BeanHandlers implements NamespaceHandlers {
  private final RequestScope requestScope;
  private final List<BoundMethod> onConnect;
  private final List<BoundMethod> onDisconnect;
  private final ErrorHandlers errors;

  /** By the name of the event, those for all events included. */
  private final Map<String, SocketEventHandler> onEvent = new HashMap<>();

  /** For events that no method names; null if there is none for all. */
  private final @Nullable SocketEventHandler onAny;

  /**
   * With the methods of all beans.
   *
   * @param methods in the order in which those for the same are called
   */
  BeanHandlers(RequestScope requestScope, List<BoundMethod> methods) {
    this.requestScope = requestScope;
    onConnect = of(HandlerKind.CONNECT, methods);
    onDisconnect = of(HandlerKind.DISCONNECT, methods);
    errors = new ErrorHandlers(of(HandlerKind.ERROR, methods));
    List<BoundMethod> any = of(HandlerKind.ANY, methods);
    onAny = any.isEmpty() ? null : call -> callAll(any, call);
    for (BoundMethod method : of(HandlerKind.EVENT, methods)) {
      String event = method.method().event();
      List<BoundMethod> all = Stream.concat(any.stream(), named(event, methods)).toList();
      onEvent.put(event, call -> callAll(all, call));
    }
  }

  private static List<BoundMethod> of(HandlerKind kind, List<BoundMethod> methods) {
    return methods.stream().filter(each -> each.method().kind() == kind).toList();
  }

  private static Stream<BoundMethod> named(String event, List<BoundMethod> methods) {
    return of(HandlerKind.EVENT, methods).stream()
        .filter(each -> each.method().event().equals(event));
  }

  @Override
  public @Nullable SocketEventHandler handler(String event) {
    return onEvent.getOrDefault(event, onAny);
  }

  /** The first to throw refuses: the others are not asked any more. */
  @Override
  public void onConnect(Socket socket) throws Exception {
    if (onConnect.isEmpty()) {
      return;
    }
    HandlerCall call = HandlerCall.connect(socket);
    requestScope.run(
        () -> {
          for (BoundMethod method : onConnect) {
            connect(method, call);
          }
        });
  }

  private void connect(BoundMethod method, HandlerCall call) throws Exception {
    try {
      method.call(call);
    } catch (ConnectRefused refused) {
      throw refused;
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw refusal(errors.handle(e, method, call));
    }
  }

  /** What a client is told that a connect handler let down. */
  private static Exception refusal(ErrorHandlers.Outcome outcome) {
    Throwable failure = outcome.failure();
    if (failure instanceof EventRefused refused) {
      return new ConnectRefused(
          String.valueOf(refused.getMessage()), Map.of("code", refused.code()));
    }
    if (outcome.handled()) {
      return new ConnectRefused("connection failed");
    }
    return thrown(List.of(failure));
  }

  /** Each is called, whatever another throws; the first that nobody handled comes out. */
  @Override
  public void onDisconnect(Socket socket, DisconnectReason reason) throws Exception {
    if (onDisconnect.isEmpty()) {
      return;
    }
    HandlerCall call = HandlerCall.disconnect(socket, reason);
    List<Throwable> failures = new ArrayList<>(0);
    requestScope.call(() -> onDisconnect.forEach(method -> disconnect(method, call, failures)));
    if (!failures.isEmpty()) {
      throw thrown(failures);
    }
  }

  private void disconnect(BoundMethod method, HandlerCall call, List<Throwable> failures) {
    try {
      method.call(call);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      ErrorHandlers.Outcome outcome = errors.handle(e, method, call);
      if (!outcome.handled()) {
        failures.add(outcome.failure());
      }
    }
  }

  private static Exception thrown(List<Throwable> failures) {
    Throwable first = failures.get(0);
    failures.subList(1, failures.size()).forEach(first::addSuppressed);
    return first instanceof Exception exception ? exception : new IllegalStateException(first);
  }

  /** Each is called, whatever another throws; who succeeds answers before who failed. */
  private void callAll(List<BoundMethod> methods, EventCall event) throws Exception {
    HandlerCall call = HandlerCall.event(event);
    requestScope.run(
        () -> {
          List<Runnable> failures = new ArrayList<>(0);
          for (BoundMethod method : methods) {
            try {
              acknowledge(method.call(call), method, call, event);
            } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
              failures.add(() -> failed(e, method, call, event));
            }
          }
          failures.forEach(Runnable::run);
        });
  }

  private void acknowledge(
      @Nullable Object result, BoundMethod method, HandlerCall call, EventCall event) {
    if (method.method().returnsAck()) {
      Acknowledgements.send(
          result,
          call.ack(),
          failure -> event.later(() -> failedLater(failure, method, call, event)));
    }
  }

  /** A stage failed after its handler had returned, on a thread that may be anybody's. */
  private void failedLater(
      Throwable failure, BoundMethod method, HandlerCall call, EventCall event) {
    try {
      requestScope.run(() -> failed(failure, method, call, event));
    } catch (Exception e) {
      event.failed(e);
    }
  }

  private void failed(Throwable failure, BoundMethod method, HandlerCall call, EventCall event) {
    ErrorHandlers.Outcome outcome = errors.handle(failure, method, call);
    BoundMethod handler = outcome.handler();
    if (handler == null) {
      event.failed(outcome.failure());
    } else if (handler.method().returnsAck()) {
      Acknowledgements.send(outcome.result(), call.ack(), event::failed);
    } else if (!handler.method().takesAck()) {
      event.refuse(outcome.failure());
    }
  }
}
