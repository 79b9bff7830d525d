package dev.oneport.protocol.msgpack;

import dev.oneport.protocol.json.EncodedArguments;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A MessagePack value as JSON.
 *
 * @param kind what it was
 * @param json its text, placeholders for attachments; empty for undefined
 * @param attachments its binary parts: read-only views of the message
 */
record Value(Kind kind, String json, List<ByteBuffer> attachments) {

  /** What the values of a packet are told apart by. */
  enum Kind {
    UNDEFINED,
    MAP,
    ARRAY,
    STRING,
    OTHER
  }

  static final Value UNDEFINED = new Value(Kind.UNDEFINED, "", List.of());

  /** The text for who knows no attachments. */
  String plainJson() {
    return new EncodedArguments(json, attachments).toPlainJson();
  }
}
