package dev.oneport.socketio;

import dev.oneport.Ack;
import dev.oneport.AnyHandler;
import dev.oneport.ArgumentsHandler;
import dev.oneport.EventArguments;
import dev.oneport.IncomingEvent;
import dev.oneport.SocketMiddleware;
import dev.oneport.metrics.EventWatch;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.SocketIoPacket;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings the events of one socket's client to the application: to the catch-all handlers, through
 * the socket's middleware, to the event's own handlers, then to those that the namespace's sockets
 * share.
 */
final class Incoming {
  private static final System.Logger LOG = System.getLogger(Incoming.class.getName());

  private final RealSocket socket;
  private final RealNamespace namespace;
  private final JsonBinding json;
  private final HandlerLane lane;
  private final HandlerBudget budget;
  private final EventHandlers handlers = new EventHandlers();
  private final Listeners<AnyHandler> anyHandlers = new Listeners<>();
  private final Listeners<SocketMiddleware> middlewares = new Listeners<>();
  private final Listeners<Consumer<? super Exception>> errorListeners = new Listeners<>();

  /** Set once: events that still wait are not handled any more. */
  private volatile boolean closed;

  Incoming(RealSocket socket, RealNamespace namespace, HandlerLane lane) {
    this.socket = socket;
    this.namespace = namespace;
    this.json = namespace.environment().json();
    this.lane = lane;
    this.budget = new HandlerBudget(namespace.environment().config());
  }

  EventHandlers handlers() {
    return handlers;
  }

  Listeners<AnyHandler> anyHandlers() {
    return anyHandlers;
  }

  Listeners<SocketMiddleware> middlewares() {
    return middlewares;
  }

  Listeners<Consumer<? super Exception>> errorListeners() {
    return errorListeners;
  }

  /**
   * An event came; session lane.
   *
   * @param ack the answer to it
   * @return false if too much waits to be handled
   */
  boolean onEvent(SocketIoPacket.Event event, Ack ack) {
    if (!budget.take(event)) {
      return false;
    }
    namespace.environment().metrics().eventsReceived().increment(socket.transport());
    watched(event);
    lane.execute(() -> receive(event, ack));
    return true;
  }

  private void watched(SocketIoPacket.Event event) {
    EventWatch watch = namespace.environment().metrics().watch();
    if (watch != EventWatch.NONE) {
      watch.received(
          new EventWatch.Received(
              namespace.name(),
              event.name(),
              socket.id(),
              socket.transport().text(),
              event.arguments()::text));
    }
  }

  /** Something went wrong that only the socket's error listeners are told; any thread. */
  void onError(Exception error) {
    lane.execute(() -> tell(error));
  }

  /** Drops the events that still wait, and those that come; any thread. */
  void close() {
    closed = true;
  }

  private void receive(SocketIoPacket.Event event, Ack ack) {
    if (closed) {
      budget.giveBack(event);
      return;
    }
    String name = event.name();
    EventArguments arguments = new ReceivedArguments(event.arguments(), json);
    for (AnyHandler handler : anyHandlers) {
      lane.call(name, () -> handler.onEvent(name, arguments, ack));
    }
    new EventPassage(middlewares.snapshot(), lane, json, name, arguments, ack, new End(event))
        .start();
  }

  private void handle(IncomingEvent event) {
    String name = event.name();
    EventArguments arguments = event.arguments();
    EventCall call = new RealEventCall(socket, name, arguments, event.ack());
    for (ArgumentsHandler handler : handlers.take(name)) {
      lane.call(() -> handler.onEvent(arguments, call.ack()), call::failed);
    }
    for (NamespaceHandlers shared : namespace.handlers()) {
      NamespaceHandlers.SocketEventHandler handler = shared.handler(name);
      if (handler != null) {
        lane.call(() -> handler.onEvent(call), call::failed);
      }
    }
  }

  private void tell(Exception error) {
    if (errorListeners.isEmpty()) {
      LOG.log(Level.DEBUG, "{0}, where nobody listens for errors: {1}", lane, error);
    }
    for (Consumer<? super Exception> listener : errorListeners) {
      lane.call("error", () -> listener.accept(error));
    }
  }

  /** Where the way of an event through the middleware ends. */
  private final class End implements EventPassage.Outcome {
    private final SocketIoPacket.Event event;

    End(SocketIoPacket.Event event) {
      this.event = event;
    }

    @Override
    public void passed(IncomingEvent passed) {
      try {
        if (!closed) {
          handle(passed);
        }
      } finally {
        budget.giveBack(event);
      }
    }

    @Override
    public void stopped(@Nullable Exception error) {
      budget.giveBack(event);
      if (error != null) {
        tell(error);
      }
    }
  }
}
