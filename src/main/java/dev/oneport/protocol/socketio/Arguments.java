package dev.oneport.protocol.socketio;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.Utf8;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.protocol.json.JsonScanner;
import dev.oneport.protocol.json.Spans;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * The arguments of a received event or reply, as received: slices of the packet's text, made when
 * asked for; nothing is parsed into a tree.
 *
 * <p>Immutable; safe for any thread. Keeps the text and the attachments of its packet alive.
 */
public final class Arguments {

  /** No arguments. */
  public static final Arguments EMPTY = new Arguments("", Spans.NONE, 0, List.of());

  private final String text;
  private final Spans elements;

  /** Elements before the first argument: the name of an event. */
  private final int skipped;

  private final List<ByteBuffer> attachments;

  /** UTF-8 bytes of the text and its attachments; -1 until asked for. Races are harmless. */
  private int byteLength = -1;

  private Arguments(String text, Spans elements, int skipped, List<ByteBuffer> attachments) {
    this.text = text;
    this.elements = elements;
    this.skipped = skipped;
    this.attachments = attachments;
  }

  /**
   * Arguments that are elements of a JSON array.
   *
   * @param text where the array is
   * @param elements of the array, in which every placeholder points to one of the attachments
   * @param skipped elements before the first argument
   * @param attachments read-only; what is in them must not change any more
   */
  public static Arguments of(
      String text, Spans elements, int skipped, List<ByteBuffer> attachments) {
    return new Arguments(text, elements, skipped, List.copyOf(attachments));
  }

  /** What was encoded, as if it had been received. */
  public static Arguments of(EncodedArguments encoded) {
    String text = "[" + encoded.json() + "]";
    List<ByteBuffer> attachments = encoded.attachments();
    try {
      Spans elements = JsonScanner.scanArray(text, 0, JsonScanner.MAX_DEPTH, attachments.size());
      return new Arguments(text, elements, 0, attachments);
    } catch (PacketFormatException e) {
      throw new IllegalStateException("arguments that are not what they must be", e);
    }
  }

  /** How many there are. */
  public int size() {
    return elements.size() - skipped;
  }

  /**
   * The JSON text of an argument exactly as received, placeholders left in.
   *
   * @param i 0 to {@link #size()} - 1
   * @throws IndexOutOfBoundsException if there is no such argument
   */
  public String json(int i) {
    int element = element(i);
    return text.substring(elements.start(element), elements.end(element));
  }

  /** All of them as JSON texts, comma-separated, placeholders left in. */
  public String text() {
    return size() == 0
        ? ""
        : text.substring(elements.start(skipped), elements.end(elements.size() - 1));
  }

  /** Whether argument {@code i} as a whole is an attachment. */
  public boolean isAttachment(int i) {
    return elements.num(element(i)) != Spans.NO_NUM;
  }

  /**
   * The attachment that argument {@code i} is: a read-only view with a position of its own.
   *
   * @throws IllegalStateException if the argument is no attachment
   */
  public ByteBuffer attachment(int i) {
    int num = elements.num(element(i));
    if (num == Spans.NO_NUM) {
      throw new IllegalStateException("argument " + i + " is no attachment");
    }
    return attachments.get(num).duplicate();
  }

  /**
   * All attachments of the packet, in the order of their numbers, at whatever depth they are used.
   * Each is a read-only view with a position of its own.
   */
  public List<ByteBuffer> attachments() {
    return attachments.isEmpty()
        ? List.of()
        : attachments.stream().map(ByteBuffer::duplicate).toList();
  }

  /** The bytes of text (as UTF-8) and attachments that these arguments keep alive; for budgets. */
  public int byteLength() {
    int length = byteLength;
    if (length < 0) {
      long sum = Utf8.length(text);
      for (ByteBuffer attachment : attachments) {
        sum += attachment.remaining();
      }
      length = (int) Math.min(sum, Integer.MAX_VALUE);
      byteLength = length;
    }
    return length;
  }

  private int element(int i) {
    return skipped + Objects.checkIndex(i, size());
  }

  /** Says how much there is, not what. */
  @Override
  public String toString() {
    return "Arguments[size=" + size() + ", byteLength=" + byteLength() + "]";
  }
}
