package dev.oneport.adapter;

import dev.oneport.protocol.EncodedPacket;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.PacketEncoder;
import dev.oneport.protocol.socketio.SocketIoPacket;
import org.jspecify.annotations.Nullable;

/**
 * One emit to many: what, and to whom. Encoded at most once for each wire format, when the first
 * recipient of that format asks; recipients share what was encoded.
 */
public final class Broadcast {
  private final String namespace;
  private final String event;
  private final EncodedArguments arguments;
  private final Selection selection;

  /** Null until the first recipient asks. Two threads may both encode it: the result is equal. */
  private volatile @Nullable EncodedPacket socketIo;

  /** Null until the first recipient asks. As {@link #socketIo}. */
  private volatile @Nullable PlainText plainText;

  /**
   * A broadcast.
   *
   * @param selection whom it is for
   */
  public Broadcast(
      String namespace, String event, EncodedArguments arguments, Selection selection) {
    this.namespace = namespace;
    this.event = event;
    this.arguments = arguments;
    this.selection = selection;
  }

  /** The namespace it goes to. */
  public String namespace() {
    return namespace;
  }

  /** The event's name. */
  public String event() {
    return event;
  }

  /** The event's arguments. */
  public EncodedArguments arguments() {
    return arguments;
  }

  /** Whom it is for. */
  public Selection selection() {
    return selection;
  }

  /** For Socket.IO clients. */
  public EncodedPacket socketIo() {
    EncodedPacket encoded = socketIo;
    if (encoded == null) {
      encoded =
          PacketEncoder.event(namespace, SocketIoPacket.Event.NO_ACK, event, arguments)
              .with(selection.flags().delivery());
      socketIo = encoded;
    }
    return encoded;
  }

  /** For clients without a library: {@code {"event":…,"data":[…]}}. */
  public PlainText plainText(JsonBinding json) {
    PlainText encoded = plainText;
    if (encoded == null) {
      encoded =
          PlainText.of(
              "{\"event\":" + json.toJson(event) + ",\"data\":[" + arguments.toPlainJson() + "]}");
      plainText = encoded;
    }
    return encoded;
  }
}
