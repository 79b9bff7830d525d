package dev.oneport.adminui;

import dev.oneport.EventArguments;
import dev.oneport.Namespace;
import dev.oneport.RoomListener;
import dev.oneport.Socket;
import dev.oneport.WhenFull;
import dev.oneport.concurrent.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tells of each socket, room and event: for a server that is being developed. The events of the
 * page's own namespace are not told. Any thread.
 *
 * <p>Who reads too slowly misses events; one who would miss that a socket came or went is
 * disconnected instead: it comes back and is told of all that there are.
 */
final class SocketReports {
  private final Audience audience;
  private final Clock clock;
  private final SocketChanges changes;

  SocketReports(Audience audience, Clock clock) {
    this.audience = audience;
    this.clock = clock;
    this.changes = new SocketChanges(audience);
  }

  /** Tells of a namespace from now on. */
  void watch(Namespace namespace) {
    String name = namespace.name();
    namespace.onConnection(this::watch);
    namespace.onRoomEvent(
        new RoomListener() {
          @Override
          public void joined(String room, String id) {
            audience.tell(WhenFull.CLOSE, "room_joined", name, room, id, now());
          }

          @Override
          public void left(String room, String id) {
            audience.tell(WhenFull.CLOSE, "room_left", name, room, id, now());
          }
        });
  }

  private void watch(Socket socket) {
    String namespace = socket.namespace().name();
    changes.add(socket);
    audience.tell(
        WhenFull.CLOSE,
        "socket_connected",
        () -> new Object[] {Serialized.of(socket, true), now()},
        () -> new Object[] {Serialized.of(socket, false), now()});
    socket.onDisconnect(
        (reason, description) -> {
          changes.remove(socket);
          audience.tell(
              WhenFull.CLOSE, "socket_disconnected", namespace, socket.id(), reason.text(), now());
        });
    if (!namespace.equals(AdminUi.NAMESPACE)) {
      socket.onAny(
          (event, arguments, ack) ->
              tell("event_received", socket, event, () -> listOf(arguments)));
      socket.onAnyOutgoing(
          (event, arguments) -> tell("event_sent", socket, event, () -> arguments));
    }
  }

  /** Tells of what no event tells; called now and then. */
  void tellChanges() {
    changes.tell();
  }

  private static List<Object> listOf(EventArguments arguments) {
    return Arrays.asList(arguments.toArray());
  }

  private void tell(
      String what, Socket socket, String event, Supplier<? extends List<?>> arguments) {
    String namespace = socket.namespace().name();
    audience.tell(
        WhenFull.DROP_NEWEST,
        what,
        () -> {
          List<Object> all = new ArrayList<>();
          all.add(event);
          all.addAll(arguments.get());
          return new Object[] {namespace, socket.id(), all, now()};
        },
        () -> new Object[] {namespace, socket.id(), List.of(event), now()});
  }

  private String now() {
    return Serialized.time(clock.now());
  }
}
