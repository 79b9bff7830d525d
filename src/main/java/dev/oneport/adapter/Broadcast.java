package dev.oneport.adapter;

import dev.oneport.protocol.EncodedPacket;
import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.Arguments;
import dev.oneport.protocol.socketio.PacketEncoder;
import dev.oneport.protocol.socketio.SocketIoPacket;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One emit: what, and to whom. Encoded at most once for each wire format, when the first recipient
 * of that format asks; recipients share what was encoded.
 */
public final class Broadcast {
  /** Objects, arrays, references, the entry of the log. Measured, then rounded up. */
  private static final int OVERHEAD_BYTES = 256;

  private static final int NAME_OVERHEAD_BYTES = 64;

  private final String namespace;
  private final String event;
  private final EncodedArguments arguments;
  private final Selection selection;

  /** Null if no answers are wanted. */
  private final @Nullable AckRequest ackRequest;

  /** Null if it is for many. */
  private final @Nullable String onlyFor;

  /** Null unless it is in an event log. */
  private final @Nullable Cursor cursor;

  /** Shared by the forms of one emit, so that all of them forget at once. */
  private final Originals originals;

  /** Null until the first recipient asks. Two threads may both encode it: the result is equal. */
  private volatile @Nullable Encoded socketIo;

  /** Null until the first recipient asks. As {@link #socketIo}. */
  private volatile @Nullable PlainText plainText;

  /** A packet and who encoded it. */
  private record Encoded(PacketEncoder encoder, EncodedPacket packet) {}

  /** The objects that were encoded. */
  private static final class Originals {
    /** Null if they were never known, or are forgotten. */
    private volatile @Nullable List<@Nullable Object> values;

    Originals(@Nullable List<@Nullable Object> values) {
      this.values = values;
    }
  }

  /**
   * A broadcast.
   *
   * @param selection whom it is for
   */
  public Broadcast(
      String namespace, String event, EncodedArguments arguments, Selection selection) {
    this(namespace, event, arguments, selection, null, null, null, new Originals(null));
  }

  /** A broadcast that asks for answers. */
  public Broadcast(
      String namespace,
      String event,
      EncodedArguments arguments,
      Selection selection,
      AckRequest ackRequest) {
    this(namespace, event, arguments, selection, ackRequest, null, null, new Originals(null));
  }

  private Broadcast(
      String namespace,
      String event,
      EncodedArguments arguments,
      Selection selection,
      @Nullable AckRequest ackRequest,
      @Nullable String onlyFor,
      @Nullable Cursor cursor,
      Originals originals) {
    this.originals = originals;
    this.namespace = namespace;
    this.event = event;
    this.arguments = arguments;
    this.selection = selection;
    this.ackRequest = ackRequest;
    this.onlyFor = onlyFor;
    this.cursor = cursor;
  }

  /**
   * An emit to one recipient, which nobody else ever sees, whatever rooms there are.
   *
   * @param recipientId its id
   */
  public static Broadcast direct(
      String namespace, String event, EncodedArguments arguments, String recipientId, Flags flags) {
    Selection selection = Selection.EVERYBODY.with(flags);
    return new Broadcast(
        namespace, event, arguments, selection, null, recipientId, null, new Originals(null));
  }

  /**
   * The same, which recipients can see as the application made it until it is told to forget.
   *
   * @param values the objects that were encoded; read-only
   */
  public Broadcast withOriginals(@Nullable List<@Nullable Object> values) {
    return new Broadcast(
        namespace, event, arguments, selection, ackRequest, onlyFor, cursor, new Originals(values));
  }

  /** The same at its place in an event log, which is part of what recipients get. */
  Broadcast at(Cursor place) {
    return new Broadcast(
        namespace, event, arguments, selection, ackRequest, onlyFor, place, originals);
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

  /** The objects that were encoded; where they are not known, what can be read of the encoding. */
  public List<@Nullable Object> values(JsonBinding json) {
    List<@Nullable Object> known = originals.values;
    return known != null ? known : List.of(json.values(Arguments.of(arguments)));
  }

  /** Lets go of the application's objects: everybody was told, and a log may keep this long. */
  public void forgetOriginals() {
    originals.values = null;
  }

  /** Whom it is for. */
  public Selection selection() {
    return selection;
  }

  /** The wish for answers; null if none are wanted. */
  public @Nullable AckRequest ackRequest() {
    return ackRequest;
  }

  /** The id of the only recipient; null if the rooms tell. */
  public @Nullable String onlyFor() {
    return onlyFor;
  }

  /** Its place in the event log; null if it is in none. */
  public @Nullable Cursor cursor() {
    return cursor;
  }

  /**
   * For Socket.IO clients: with the cursor, if there is one, as last argument.
   *
   * @param encoder of the wire format that the clients speak: all of one server the same
   */
  public EncodedPacket socketIo(PacketEncoder encoder) {
    Encoded encoded = socketIo;
    if (encoded == null || encoded.encoder != encoder) {
      EncodedArguments all = cursor == null ? arguments : arguments.with("\"" + cursor + "\"");
      long ackId = ackRequest == null ? SocketIoPacket.NO_ACK : ackRequest.id();
      EncodedPacket packet = encoder.event(namespace, ackId, event, all);
      encoded = new Encoded(encoder, packet.with(selection.flags().delivery()));
      socketIo = encoded;
    }
    return encoded.packet;
  }

  /**
   * For clients without a library: {@code {"event":…,"data":[…]}}, and {@code "cursor"} if there is
   * one.
   */
  public PlainText plainText(JsonBinding json) {
    PlainText encoded = plainText;
    if (encoded == null) {
      encoded =
          PlainText.of(
              "{\"event\":"
                  + json.toJson(event)
                  + ",\"data\":["
                  + arguments.toPlainJson()
                  + "]"
                  + (cursor == null ? "" : ",\"cursor\":\"" + cursor + "\"")
                  + "}");
      plainText = encoded;
    }
    return encoded;
  }

  /**
   * What keeping it takes in memory, in bytes: its content, the forms made so far, and a fixed sum
   * for the objects that hold them.
   */
  long retainedBytes() {
    long bytes = OVERHEAD_BYTES + textBytes(event) + textBytes(arguments.json());
    for (String room : selection.rooms()) {
      bytes += NAME_OVERHEAD_BYTES + textBytes(room);
    }
    for (String room : selection.except()) {
      bytes += NAME_OVERHEAD_BYTES + textBytes(room);
    }
    for (ByteBuffer attachment : arguments.attachments()) {
      bytes += binaryBytes(attachment.remaining());
    }
    Encoded encoded = socketIo;
    if (encoded != null) {
      // The attachments are counted already, unless the format has them in its first packet.
      EnginePacket first = encoded.packet.packets().get(0);
      bytes +=
          first.isBinary()
              ? binaryBytes(first.byteLength())
              : OVERHEAD_BYTES + textBytes(first.encodedText());
    }
    PlainText text = plainText;
    if (text != null) {
      bytes += OVERHEAD_BYTES + textBytes(text.text());
    }
    return bytes;
  }

  /** Long-polling keeps the base64 form beside it. */
  private static long binaryBytes(int length) {
    return OVERHEAD_BYTES + length + 4L * length / 3;
  }

  /** At two bytes for each character: the JVM's compact form is a gift. */
  private static long textBytes(String text) {
    return 2L * text.length();
  }
}
