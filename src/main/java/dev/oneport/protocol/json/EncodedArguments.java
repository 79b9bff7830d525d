package dev.oneport.protocol.json;

import dev.oneport.protocol.PacketFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * The arguments of an emit, encoded once for all recipients.
 *
 * <p>Immutable; safe for any thread, as long as nobody moves the positions of the attachments:
 * readers {@linkplain ByteBuffer#duplicate() duplicate} them.
 *
 * @param json comma-separated JSON texts, empty for no arguments, with <code>
 *     {"_placeholder":true,"num":i}</code> in place of attachment {@code i}
 * @param attachments the binary parts, in the order of their numbers; read-only
 * @param dates where in the text, in ascending order, the strings begin that were points in time:
 *     formats that have dates tell them from strings
 */
public record EncodedArguments(String json, List<ByteBuffer> attachments, List<Integer> dates) {

  /** No arguments. */
  public static final EncodedArguments EMPTY = new EncodedArguments("", List.of());

  /** Copies the lists, not the bytes. */
  public EncodedArguments {
    attachments = List.copyOf(attachments);
    dates = List.copyOf(dates);
  }

  /** Arguments without dates. */
  public EncodedArguments(String json, List<ByteBuffer> attachments) {
    this(json, attachments, List.of());
  }

  /**
   * These and one more.
   *
   * @param lastJson the text of a JSON value
   */
  public EncodedArguments with(String lastJson) {
    return new EncodedArguments(
        json.isEmpty() ? lastJson : json + "," + lastJson, attachments, dates);
  }

  /**
   * The arguments for clients that know no attachments: each placeholder is replaced by <code>
   * {"base64":"..."}</code>.
   *
   * @return comma-separated JSON texts; {@link #json()} itself if there are no attachments
   */
  public String toPlainJson() {
    if (attachments.isEmpty()) {
      return json;
    }
    String array = "[" + json + "]";
    Spans placeholders;
    try {
      placeholders = JsonScanner.scanPlaceholders(array, JsonScanner.MAX_DEPTH, attachments.size());
    } catch (PacketFormatException e) {
      throw new IllegalStateException("arguments that are not what they must be", e);
    }
    StringBuilder plain = new StringBuilder(array.length());
    int copied = 1;
    for (int i = 0; i < placeholders.size(); i++) {
      plain.append(array, copied, placeholders.start(i)).append("{\"base64\":\"");
      plain.append(base64(attachments.get(placeholders.num(i)))).append("\"}");
      copied = placeholders.end(i);
    }
    return plain.append(array, copied, array.length() - 1).toString();
  }

  private static String base64(ByteBuffer bytes) {
    return StandardCharsets.ISO_8859_1
        .decode(Base64.getEncoder().encode(bytes.duplicate()))
        .toString();
  }

  /** Says how much there is, not what. */
  @Override
  public String toString() {
    return "EncodedArguments[length=" + json.length() + ", attachments=" + attachments.size() + "]";
  }
}
