package dev.oneport.socketio;

import dev.oneport.ClientSession;
import dev.oneport.WhenFull;
import dev.oneport.adapter.PlainText;
import dev.oneport.adapter.Recipient;
import dev.oneport.engineio.EngineHandshake;
import dev.oneport.protocol.json.EncodedArguments;
import org.jspecify.annotations.Nullable;

/**
 * Port: the connection of a client without a Socket.IO library, as the sockets see it that it
 * becomes. Any thread; nothing here blocks.
 */
public interface PlainConnection {

  /** As the registry has it; its id is that of the sockets too. */
  ClientSession session();

  /** The first request, of whoever the client has shown to be. */
  EngineHandshake handshake();

  /**
   * Who stands for the client in a namespace's rooms, made known to its adapter if that is new.
   *
   * @return null if the client would be in too many namespaces
   */
  @Nullable Recipient recipient(String namespace);

  /** A socket is connected: what concerns the client in its namespace concerns the socket. */
  void connected(String namespace, Recipient socket);

  /** A socket was refused: the client stays where it was. */
  void refused(String namespace);

  /** The server has disconnected a socket: the client is in the namespace no more. */
  void disconnected(String namespace);

  /** The client says more than is handled: its connection is over. */
  void tooFast();

  /**
   * An event as the client understands it.
   *
   * @param ackId what the client is to answer with; {@code NO_ACK} if it is not to answer
   */
  PlainText text(String namespace, long ackId, String event, EncodedArguments arguments);

  /**
   * Queues a text, to be followed by {@link #flush}; may be called under a lock.
   *
   * @param policy what becomes of it if the client is too slow
   */
  void enqueue(PlainText text, WhenFull policy);

  /** The same if it can leave at once; else nothing. */
  void enqueueIfWritable(PlainText text);

  /** Sends what was queued. */
  void flush();
}
