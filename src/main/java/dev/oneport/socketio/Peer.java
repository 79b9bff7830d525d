package dev.oneport.socketio;

import dev.oneport.ClientSession;
import dev.oneport.WhenFull;
import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.Recipient;
import dev.oneport.protocol.EncodedPacket;
import dev.oneport.protocol.json.EncodedArguments;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The connection of a client, as its sockets see it. Any thread; nothing here blocks. */
interface Peer {

  /** As the registry has it. */
  ClientSession session();

  /** What a socket is called in logs. */
  String nameInLogs(String socketId);

  /** Who stands for a socket in its namespace's rooms: it, or something that it shares. */
  Recipient recipient(RealSocket socket);

  /** A socket is connected: its client is told, if it wants to know. */
  void welcome(RealSocket socket);

  /** An event for this client alone, in the form that it understands. */
  EncodedPacket event(String namespace, long ackId, String name, EncodedArguments arguments);

  /**
   * An event for many, in the form that this client understands.
   *
   * @return null if it gets the event in another way
   */
  @Nullable EncodedPacket event(Broadcast broadcast);

  /**
   * Queues a packet, to be followed by {@link #flush}; may be called under a lock.
   *
   * @param policy what becomes of it if the client is too slow
   */
  void enqueue(EncodedPacket packet, WhenFull policy);

  /** Queues a packet that the client must get. */
  default void enqueue(EncodedPacket packet) {
    enqueue(packet, WhenFull.CLOSE);
  }

  /** Sends what was queued. */
  void flush();

  /** Sends a packet. */
  default void send(EncodedPacket packet) {
    enqueue(packet);
    flush();
  }

  /** Whether all of these could be queued now. */
  boolean hasRoomFor(List<EncodedPacket> packets);

  /** Disconnects one socket from its namespace. */
  void disconnect(RealSocket socket);
}
