package dev.oneport.web.cdi;

import dev.oneport.Ack;
import dev.oneport.DisconnectReason;
import dev.oneport.EventArguments;
import dev.oneport.Socket;
import dev.oneport.socketio.EventCall;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * What a handler method is called for. Immutable.
 *
 * @param event the event's name; null for a connect or disconnect
 * @param arguments those of an event; none for a connect or disconnect
 * @param ack of an event; one that nobody asked for in a connect or disconnect
 * @param reason of a disconnect; null otherwise
 * @param failure what a handler threw, for methods that handle errors; null for all others
 */
record HandlerCall(
    Socket socket,
    @Nullable String event,
    EventArguments arguments,
    Ack ack,
    @Nullable DisconnectReason reason,
    @Nullable Throwable failure) {

  /** For a connect. */
  static HandlerCall connect(Socket socket) {
    return new HandlerCall(socket, null, NoArguments.INSTANCE, NoAck.INSTANCE, null, null);
  }

  /** For a disconnect. */
  static HandlerCall disconnect(Socket socket, DisconnectReason reason) {
    return new HandlerCall(socket, null, NoArguments.INSTANCE, NoAck.INSTANCE, reason, null);
  }

  /** For an event. */
  static HandlerCall event(EventCall call) {
    return new HandlerCall(call.socket(), call.event(), call.arguments(), call.ack(), null, null);
  }

  /** For an error in this very call. */
  HandlerCall failed(Throwable cause) {
    return new HandlerCall(socket, event, arguments, ack, reason, cause);
  }

  private enum NoAck implements Ack {
    INSTANCE;

    @Override
    public boolean isRequested() {
      return false;
    }

    @Override
    public void send(@Nullable Object... args) {}
  }

  private enum NoArguments implements EventArguments {
    INSTANCE;

    @Override
    public int size() {
      return 0;
    }

    @Override
    public boolean isBinary(int index) {
      return false;
    }

    @Override
    public <T> @Nullable T get(int index, Class<T> type) {
      return null;
    }

    @Override
    public @Nullable Object get(int index, Type type) {
      return null;
    }

    @Override
    public Object[] toArray() {
      return new Object[0];
    }
  }
}
