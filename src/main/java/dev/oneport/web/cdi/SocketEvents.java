package dev.oneport.web.cdi;

import dev.oneport.DisconnectReason;
import dev.oneport.Namespace;
import dev.oneport.RoomJoined;
import dev.oneport.RoomLeft;
import dev.oneport.RoomListener;
import dev.oneport.Socket;
import dev.oneport.SocketConnected;
import dev.oneport.SocketDisconnected;
import dev.oneport.SocketIoServer;
import dev.oneport.socketio.HandlerRegistry;
import dev.oneport.socketio.NamespaceHandlers;
import jakarta.enterprise.inject.spi.BeanManager;
import org.jspecify.annotations.Nullable;

/** Fires CDI events for what happens in all namespaces. Any thread. */
final class SocketEvents implements NamespaceHandlers {
  private final RequestScope requestScope;
  private final Firing<SocketConnected> connected;
  private final Firing<SocketDisconnected> disconnected;
  private final Firing<RoomJoined> joined;
  private final Firing<RoomLeft> left;

  SocketEvents(BeanManager beans, ObservedEvents observed, RequestScope requestScope) {
    this.requestScope = requestScope;
    connected = new Firing<>(beans, SocketConnected.class, observed);
    disconnected = new Firing<>(beans, SocketDisconnected.class, observed);
    joined = new Firing<>(beans, RoomJoined.class, observed);
    left = new Firing<>(beans, RoomLeft.class, observed);
  }

  /** Listens to connects and disconnects, if somebody observes them, after all other handlers. */
  void listenToSockets(HandlerRegistry registry) {
    if (connected.isWanted() || disconnected.isWanted()) {
      registry.addHandlers(this);
    }
  }

  /** Listens to rooms, if somebody observes them, of the namespaces made from now on. */
  void listenToRooms(SocketIoServer server) {
    if (joined.isWanted() || left.isWanted()) {
      listen(server.of("/"));
      server.onNewNamespace(this::listen);
    }
  }

  private void listen(Namespace namespace) {
    namespace.onRoomEvent(
        new RoomListener() {
          @Override
          public void joined(String room, String id) {
            fire(joined, new RoomJoined(namespace, room, id));
          }

          @Override
          public void left(String room, String id) {
            fire(left, new RoomLeft(namespace, room, id));
          }
        });
  }

  @Override
  public void onConnect(Socket socket) {
    // Nobody is connected before the client was told.
  }

  @Override
  public void onConnected(Socket socket) {
    fire(connected, new SocketConnected(socket));
  }

  @Override
  public @Nullable SocketEventHandler handler(String event) {
    return null;
  }

  @Override
  public void onDisconnect(Socket socket, DisconnectReason reason) {
    fire(disconnected, new SocketDisconnected(socket, reason));
  }

  private <T> void fire(Firing<T> firing, T event) {
    if (firing.isWanted()) {
      requestScope.call(() -> firing.fire(event));
    }
  }
}
