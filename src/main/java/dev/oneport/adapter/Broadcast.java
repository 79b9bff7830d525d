package dev.oneport.adapter;

import dev.oneport.WhenFull;
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

  /** Whether Socket.IO clients are told their place in the log, to come back to. */
  private final boolean placeTold;

  /** For slow clients, all told. */
  private final WhenFull whenFull;

  /** Shared by the forms of one emit, so that all of them forget at once. */
  private final Originals originals;

  /** Null until the first recipient asks. Two threads may both encode it: the result is equal. */
  private volatile @Nullable Encoded socketIo;

  /** The texts made so far, newest first; null for none. As {@link #socketIo}. */
  private volatile @Nullable Form forms;

  /** One text, and those made before. */
  private record Form(WireFormat format, PlainText text, @Nullable Form next) {}

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
    this(namespace, event, arguments, selection, null, null, null, false, new Originals(null));
  }

  /** A broadcast that asks for answers. */
  public Broadcast(
      String namespace,
      String event,
      EncodedArguments arguments,
      Selection selection,
      AckRequest ackRequest) {
    this(
        namespace, event, arguments, selection, ackRequest, null, null, false, new Originals(null));
  }

  private Broadcast(
      String namespace,
      String event,
      EncodedArguments arguments,
      Selection selection,
      @Nullable AckRequest ackRequest,
      @Nullable String onlyFor,
      @Nullable Cursor cursor,
      boolean placeTold,
      Originals originals) {
    this.originals = originals;
    this.namespace = namespace;
    this.event = event;
    this.arguments = arguments;
    this.selection = selection;
    this.ackRequest = ackRequest;
    this.onlyFor = onlyFor;
    this.cursor = cursor;
    this.placeTold = placeTold;
    this.whenFull = selection.flags().whenFullIn(namespace);
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
        namespace,
        event,
        arguments,
        selection,
        null,
        recipientId,
        null,
        false,
        new Originals(null));
  }

  /**
   * The same, which recipients can see as the application made it until it is told to forget.
   *
   * @param values the objects that were encoded; read-only
   */
  public Broadcast withOriginals(@Nullable List<@Nullable Object> values) {
    return new Broadcast(
        namespace,
        event,
        arguments,
        selection,
        ackRequest,
        onlyFor,
        cursor,
        placeTold,
        new Originals(values));
  }

  /**
   * The same at its place in an event log.
   *
   * @param told whether Socket.IO clients are told it too; others always are
   */
  Broadcast at(Cursor place, boolean told) {
    return new Broadcast(
        namespace, event, arguments, selection, ackRequest, onlyFor, place, told, originals);
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

  /** Whether only those get it who can take it at this moment. */
  public boolean isVolatile() {
    return selection.flags().isVolatile();
  }

  /** What becomes of it for a client that is too slow; its key is one of the connection. */
  public WhenFull whenFull() {
    return whenFull;
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
   * For Socket.IO clients: with the cursor, if they are told, as last argument.
   *
   * @param encoder of the wire format that the clients speak: all of one server the same
   */
  public EncodedPacket socketIo(PacketEncoder encoder) {
    Encoded encoded = socketIo;
    if (encoded == null || encoded.encoder != encoder) {
      EncodedArguments all = placeTold ? arguments.with("\"" + cursor + "\"") : arguments;
      long ackId = ackRequest == null ? SocketIoPacket.NO_ACK : ackRequest.id();
      EncodedPacket packet = encoder.event(namespace, ackId, event, all);
      encoded = new Encoded(encoder, packet.with(selection.flags().delivery()));
      socketIo = encoded;
    }
    return encoded.packet;
  }

  /** For clients without a library. */
  public PlainText as(WireFormat format) {
    Form first = forms;
    for (Form form = first; form != null; form = form.next()) {
      if (form.format().equals(format)) {
        return form.text();
      }
    }
    PlainText text = PlainText.of(format.encode(this));
    forms = new Form(format, text, first);
    return text;
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
      // Each packet may keep the frame of WebSockets that Oneport writes to itself.
      bytes += OVERHEAD_BYTES + encoded.packet.byteLength();
    }
    for (Form form = forms; form != null; form = form.next()) {
      bytes += OVERHEAD_BYTES + textBytes(form.text().text());
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
