package dev.oneport.adminui;

import dev.oneport.Ack;
import dev.oneport.BroadcastOperator;
import dev.oneport.EventArguments;
import dev.oneport.Namespace;
import dev.oneport.Socket;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the page may ask for: each command names a namespace, and a room or a socket there, or all
 * of it. Who is not granted something is not heard. In the handler lane of the page's socket.
 *
 * <p>In the page's own namespace nothing but disconnecting is possible: by joining a room, or by an
 * event of theirs, others would be shown more than they are granted, or what is not so.
 */
final class AdminCommands {
  private static final System.Logger LOG = System.getLogger(AdminCommands.class.getName());
  private static final int WHOM = 1;

  private final Namespaces namespaces;
  private final AdminDoor.Guest guest;

  AdminCommands(Namespaces namespaces, AdminDoor.Guest guest) {
    this.namespaces = namespaces;
    this.guest = guest;
  }

  void listen(Socket socket) {
    if (guest.mayEmit()) {
      socket.on("emit", this::emit);
    }
    if (guest.mayManage()) {
      socket.on("join", this::join);
      socket.on("leave", this::leave);
      socket.on("_disconnect", this::disconnect);
    }
  }

  private void emit(EventArguments sent, Ack ack) {
    BroadcastOperator to = select(application(sent), sent, WHOM);
    String event = text(sent, WHOM + 1);
    if (to != null && event != null) {
      Object[] all = sent.toArray();
      to.emit(event, Arrays.copyOfRange(all, WHOM + 2, all.length));
    }
  }

  private void join(EventArguments sent, Ack ack) {
    BroadcastOperator to = select(application(sent), sent, WHOM + 1);
    String room = text(sent, WHOM);
    if (to != null && room != null) {
      to.socketsJoin(room);
    }
  }

  private void leave(EventArguments sent, Ack ack) {
    BroadcastOperator to = select(application(sent), sent, WHOM + 1);
    String room = text(sent, WHOM);
    if (to != null && room != null) {
      to.socketsLeave(room);
    }
  }

  private void disconnect(EventArguments sent, Ack ack) {
    boolean ours = AdminUi.NAMESPACE.equals(text(sent, 0));
    Namespace namespace = ours ? namespaces.own() : application(sent);
    BroadcastOperator to = select(namespace, sent, WHOM + 1);
    if (namespace != null && to != null) {
      LOG.log(
          Level.INFO,
          "sockets-disconnected: sockets of namespace {0} disconnected by {1}",
          namespace.name(),
          guest.publisher().name());
      to.disconnectSockets(Boolean.TRUE.equals(sent.get(WHOM, Boolean.class)));
    }
  }

  /** The namespace of the application that a command names; null if there is none. */
  private @Nullable Namespace application(EventArguments sent) {
    String name = text(sent, 0);
    return name == null ? null : namespaces.find(name);
  }

  /** Everybody in a namespace, or in one of its rooms. */
  private static @Nullable BroadcastOperator select(
      @Nullable Namespace namespace, EventArguments sent, int index) {
    String filter = text(sent, index);
    return namespace == null || filter == null ? namespace : namespace.in(filter);
  }

  private static @Nullable String text(EventArguments sent, int index) {
    return sent.get(index, String.class);
  }
}
