package dev.oneport.protocol.msgpack;

import static dev.oneport.protocol.msgpack.Format.ARRAY_16;
import static dev.oneport.protocol.msgpack.Format.ARRAY_32;
import static dev.oneport.protocol.msgpack.Format.BIN_16;
import static dev.oneport.protocol.msgpack.Format.BIN_32;
import static dev.oneport.protocol.msgpack.Format.BIN_8;
import static dev.oneport.protocol.msgpack.Format.EXT_16;
import static dev.oneport.protocol.msgpack.Format.EXT_32;
import static dev.oneport.protocol.msgpack.Format.EXT_8;
import static dev.oneport.protocol.msgpack.Format.FALSE;
import static dev.oneport.protocol.msgpack.Format.FIXARRAY;
import static dev.oneport.protocol.msgpack.Format.FIXEXT_1;
import static dev.oneport.protocol.msgpack.Format.FIXEXT_16;
import static dev.oneport.protocol.msgpack.Format.FIXEXT_8;
import static dev.oneport.protocol.msgpack.Format.FIXMAP;
import static dev.oneport.protocol.msgpack.Format.FIXSTR;
import static dev.oneport.protocol.msgpack.Format.FLOAT_32;
import static dev.oneport.protocol.msgpack.Format.FLOAT_64;
import static dev.oneport.protocol.msgpack.Format.INT_16;
import static dev.oneport.protocol.msgpack.Format.INT_32;
import static dev.oneport.protocol.msgpack.Format.INT_64;
import static dev.oneport.protocol.msgpack.Format.INT_8;
import static dev.oneport.protocol.msgpack.Format.JAVASCRIPT;
import static dev.oneport.protocol.msgpack.Format.MAP_16;
import static dev.oneport.protocol.msgpack.Format.MAP_32;
import static dev.oneport.protocol.msgpack.Format.NEGATIVE_FIXINT;
import static dev.oneport.protocol.msgpack.Format.NIL;
import static dev.oneport.protocol.msgpack.Format.STR_16;
import static dev.oneport.protocol.msgpack.Format.STR_32;
import static dev.oneport.protocol.msgpack.Format.STR_8;
import static dev.oneport.protocol.msgpack.Format.TRUE;
import static dev.oneport.protocol.msgpack.Format.UINT_16;
import static dev.oneport.protocol.msgpack.Format.UINT_32;
import static dev.oneport.protocol.msgpack.Format.UINT_64;
import static dev.oneport.protocol.msgpack.Format.UINT_8;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.PacketFormatException.Reason;
import dev.oneport.protocol.json.JavaScriptDates;
import dev.oneport.protocol.json.JsonNumbers;
import dev.oneport.protocol.json.JsonStrings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the MessagePack values of one message as JSON. Nothing is allocated by a length that the
 * message merely claims: whatever is longer than the rest of the message is refused first.
 *
 * <p>As in JavaScript, {@code undefined} is null in an array and absent from an object, and numbers
 * that JSON does not have are null. Strings that are no UTF-8 get U+FFFD in place of what is wrong.
 *
 * <p>Recursive: the limit on depth bounds the stack. Confined to one thread.
 */
final class MsgPackReader {

  private final ByteBuffer in;
  private final int maxDepth;
  private final int maxAttachments;

  private StringBuilder out = new StringBuilder();
  private List<ByteBuffer> attachments = List.of();

  /**
   * A reader of one message.
   *
   * @param in its remaining bytes; its position moves
   * @param maxDepth nesting of one value
   * @param maxAttachments binary parts of one value
   */
  MsgPackReader(ByteBuffer in, int maxDepth, int maxAttachments) {
    this.in = in;
    this.maxDepth = maxDepth;
    this.maxAttachments = maxAttachments;
  }

  boolean atEnd() {
    return !in.hasRemaining();
  }

  /** Reads the beginning of a map and returns how many pairs follow. */
  int mapHeader() throws PacketFormatException {
    int format = unsigned8();
    return switch (format) {
      case MAP_16 -> count(unsigned16(), 2);
      case MAP_32 -> count(unsigned32(), 2);
      default -> {
        if ((format & 0xF0) != FIXMAP) {
          throw malformed("not a map");
        }
        yield count(format & 0x0F, 2);
      }
    };
  }

  /** Reads one value. */
  Value value() throws PacketFormatException {
    out = new StringBuilder();
    attachments = new ArrayList<>(0);
    Value.Kind kind = kind();
    if (!append(0)) {
      return Value.UNDEFINED;
    }
    return new Value(kind, out.toString(), attachments);
  }

  private Value.Kind kind() throws PacketFormatException {
    require(1);
    int format = in.get(in.position()) & 0xFF;
    if ((format & 0xF0) == FIXMAP || format == MAP_16 || format == MAP_32) {
      return Value.Kind.MAP;
    }
    if ((format & 0xF0) == FIXARRAY || format == ARRAY_16 || format == ARRAY_32) {
      return Value.Kind.ARRAY;
    }
    if ((format & 0xE0) == FIXSTR || format == STR_8 || format == STR_16 || format == STR_32) {
      return Value.Kind.STRING;
    }
    return Value.Kind.OTHER;
  }

  /**
   * Appends one value.
   *
   * @return false, and nothing appended, if it is undefined
   */
  private boolean append(int depth) throws PacketFormatException {
    int format = unsigned8();
    switch (format) {
      case NIL -> out.append("null");
      case FALSE -> out.append("false");
      case TRUE -> out.append("true");
      case BIN_8 -> binary(unsigned8());
      case BIN_16 -> binary(unsigned16());
      case BIN_32 -> binary(unsigned32());
      case EXT_8 -> extension(unsigned8());
      case EXT_16 -> extension(unsigned16());
      case EXT_32 -> extension(unsigned32());
      case FLOAT_32 -> JsonNumbers.append(out, require(4).getFloat());
      case FLOAT_64 -> JsonNumbers.append(out, require(8).getDouble());
      case UINT_8 -> out.append(unsigned8());
      case UINT_16 -> out.append(unsigned16());
      case UINT_32 -> out.append(unsigned32());
      case UINT_64 -> out.append(Long.toUnsignedString(require(8).getLong()));
      case INT_8 -> out.append(require(1).get());
      case INT_16 -> out.append(require(2).getShort());
      case INT_32 -> out.append(require(4).getInt());
      case INT_64 -> out.append(require(8).getLong());
      case STR_8 -> string(unsigned8());
      case STR_16 -> string(unsigned16());
      case STR_32 -> string(unsigned32());
      case ARRAY_16 -> array(unsigned16(), depth);
      case ARRAY_32 -> array(unsigned32(), depth);
      case MAP_16 -> map(unsigned16(), depth);
      case MAP_32 -> map(unsigned32(), depth);
      default -> {
        return appendFix(format, depth);
      }
    }
    return true;
  }

  /** Appends a value whose first byte says all, or how much follows. */
  private boolean appendFix(int format, int depth) throws PacketFormatException {
    if (format < FIXMAP || format >= NEGATIVE_FIXINT) {
      out.append((byte) format);
    } else if (format < FIXARRAY) {
      map(format & 0x0F, depth);
    } else if (format < FIXSTR) {
      array(format & 0x0F, depth);
    } else if (format < NIL) {
      string(format & 0x1F);
    } else if (format >= FIXEXT_1 && format <= FIXEXT_16) {
      return fixedExtension(format);
    } else {
      throw malformed("a format that does not exist");
    }
    return true;
  }

  private void array(long declared, int depth) throws PacketFormatException {
    int count = count(declared, 1);
    checkDepth(depth);
    out.append('[');
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        out.append(',');
      }
      if (!append(depth + 1)) {
        out.append("null");
      }
    }
    out.append(']');
  }

  private void map(long declared, int depth) throws PacketFormatException {
    int count = count(declared, 2);
    checkDepth(depth);
    out.append('{');
    boolean first = true;
    for (int i = 0; i < count; i++) {
      int start = out.length();
      if (!first) {
        out.append(',');
      }
      key();
      out.append(':');
      if (append(depth + 1)) {
        first = false;
      } else {
        out.setLength(start);
      }
    }
    out.append('}');
  }

  /** A key is a string, or becomes one as in JavaScript if it is a number, a boolean or null. */
  private void key() throws PacketFormatException {
    int start = out.length();
    Value.Kind kind = kind();
    int parts = attachments.size();
    if (kind == Value.Kind.MAP || kind == Value.Kind.ARRAY) {
      throw malformed("a key that is a container");
    }
    if (!append(0)) {
      out.append("undefined");
    }
    if (attachments.size() > parts) {
      throw malformed("a key that is binary");
    }
    if (out.charAt(start) != '"') {
      out.insert(start, '"').append('"');
    }
  }

  private void string(long declared) throws PacketFormatException {
    JsonStrings.appendQuoted(out, UTF_8.decode(bytes(declared)));
  }

  private void binary(long declared) throws PacketFormatException {
    ByteBuffer bytes = bytes(declared);
    if (attachments.size() == maxAttachments) {
      throw new PacketFormatException(
          Reason.TOO_MANY_ATTACHMENTS, "more than " + maxAttachments + " binary parts");
    }
    out.append("{\"_placeholder\":true,\"num\":").append(attachments.size()).append('}');
    attachments.add(bytes);
  }

  private void extension(long declared) throws PacketFormatException {
    extension(require(1).get(), declared);
  }

  /** The type JavaScript is an ArrayBuffer; what others are nobody knows, so they are told. */
  private void extension(byte type, long length) throws PacketFormatException {
    if (type == JAVASCRIPT) {
      binary(length);
    } else {
      unknownExtension(type, length);
    }
  }

  private boolean fixedExtension(int format) throws PacketFormatException {
    int length = 1 << (format - FIXEXT_1);
    byte type = require(1).get();
    if (type == JAVASCRIPT && format == FIXEXT_1) {
      require(1).get();
      return false;
    }
    if (type == JAVASCRIPT && format == FIXEXT_8) {
      JavaScriptDates.append(out, require(8).getLong());
    } else {
      unknownExtension(type, length);
    }
    return true;
  }

  /** As the reference: an array of type and bytes. */
  private void unknownExtension(byte type, long length) throws PacketFormatException {
    out.append('[').append(type).append(',');
    binary(length);
    out.append(']');
  }

  private void checkDepth(int depth) throws PacketFormatException {
    if (depth == maxDepth) {
      throw new PacketFormatException(Reason.TOO_DEEP, "nested deeper than " + maxDepth);
    }
  }

  /** A number of elements, each of so many bytes at least, that the message can hold. */
  private int count(long declared, int bytesEach) throws PacketFormatException {
    if (declared * bytesEach > in.remaining()) {
      throw malformed("more elements than bytes");
    }
    return (int) declared;
  }

  private ByteBuffer bytes(long length) throws PacketFormatException {
    if (length > in.remaining()) {
      throw malformed("longer than the message");
    }
    ByteBuffer bytes = in.slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    return bytes;
  }

  private int unsigned8() throws PacketFormatException {
    return require(1).get() & 0xFF;
  }

  private int unsigned16() throws PacketFormatException {
    return require(2).getShort() & 0xFFFF;
  }

  private long unsigned32() throws PacketFormatException {
    return require(4).getInt() & 0xFFFF_FFFFL;
  }

  private ByteBuffer require(int bytes) throws PacketFormatException {
    if (in.remaining() < bytes) {
      throw malformed("the message ends early");
    }
    return in;
  }

  private PacketFormatException malformed(String what) {
    return new PacketFormatException(
        Reason.INVALID_PAYLOAD,
        "invalid MessagePack, " + in.remaining() + " bytes before the end: " + what);
  }
}
