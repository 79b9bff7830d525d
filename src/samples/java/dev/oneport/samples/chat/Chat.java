package dev.oneport.samples.chat;

import dev.oneport.ConnectRefused;
import dev.oneport.Handshake;
import dev.oneport.Namespace;
import dev.oneport.Of;
import dev.oneport.OnConnect;
import dev.oneport.OnDisconnect;
import dev.oneport.OnEvent;
import dev.oneport.Socket;
import dev.oneport.SocketConnected;
import dev.oneport.SocketNamespace;
import dev.oneport.samples.data.DatabaseNotReady;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sockets in the rooms: each is in the room of the page that it was opened by. */
@SocketNamespace("/chat")
@ApplicationScoped
public class Chat {
  private static final Pattern PAGE = Pattern.compile("/chat/room\\.html\\?id=(\\d{1,18})$");

  @Inject
  @Of("/chat")
  Namespace chat;

  @Inject Rooms rooms;
  @Inject EmptyRooms emptyRooms;

  /** Lets in who has entered the room, if there is a place left. */
  @OnConnect
  void connecting(Socket socket, Handshake handshake) {
    try {
      enter(socket, handshake);
    } catch (DatabaseNotReady e) {
      throw e.refusal();
    }
  }

  private void enter(Socket socket, Handshake handshake) {
    long id = roomOf(handshake).orElseThrow(() -> refused("no_room", "this is no page of a room"));
    Visitor visitor =
        Visitor.of(handshake.httpSession())
            .filter(known -> known.mayEnter(id))
            .orElseThrow(() -> refused("not_entered", "enter the room first"));
    Room room = rooms.find(id).orElseThrow(() -> refused("no_room", "there is no such room"));
    socket.data().put("room", room);
    socket.data().put("colour", visitor.colour());
    socket.join(room.channel());
    if (chat.members(room.channel()).size() > room.capacity()) {
      throw refused("full", "the room is full");
    }
  }

  void connected(@Observes @Of("/chat") SocketConnected event) {
    tell(event.socket(), "join");
  }

  /** Told to the others, unless they are busy. */
  @OnEvent("typing")
  void typing(Socket socket) {
    if (socket.data().get("room") instanceof Room room) {
      socket.to(room.channel()).asVolatile().emit("typing", socket.data().get("colour"));
    }
  }

  @OnDisconnect
  void disconnected(Socket socket) {
    tell(socket, "exit");
    if (socket.data().get("room") instanceof Room room) {
      emptyRooms.left(room);
    }
  }

  private void tell(Socket socket, String event) {
    if (socket.data().get("room") instanceof Room room) {
      int here = chat.members(room.channel()).size();
      chat.to(room.channel()).emit(event, socket.data().get("colour"), here);
    }
  }

  /** Browsers say by {@code Referer} which page opens a connection. */
  private static OptionalLong roomOf(Handshake handshake) {
    String page = handshake.header("Referer");
    Matcher matcher = PAGE.matcher(page == null ? "" : page);
    return matcher.find()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  private static ConnectRefused refused(String code, String message) {
    return new ConnectRefused(message, Map.of("code", code));
  }
}
