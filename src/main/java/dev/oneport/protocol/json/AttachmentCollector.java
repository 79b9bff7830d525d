package dev.oneport.protocol.json;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers the binary parts of one packet in the order in which they are met, depth first.
 *
 * <p>Confined to the thread that encodes.
 */
final class AttachmentCollector {

  private final List<ByteBuffer> attachments = new ArrayList<>(2);

  /**
   * Takes bytes that the application may change later: copies them.
   *
   * @return their number
   */
  int add(byte[] bytes) {
    return addShared(ByteBuffer.wrap(bytes.clone()));
  }

  /**
   * Takes the remaining bytes of a buffer; copies them unless it is read-only.
   *
   * @return their number
   */
  int add(ByteBuffer buffer) {
    if (buffer.isReadOnly()) {
      return addShared(buffer);
    }
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return addShared(ByteBuffer.wrap(copy));
  }

  /**
   * Takes bytes that nobody changes any more.
   *
   * @return their number
   */
  int addShared(ByteBuffer buffer) {
    attachments.add(buffer.slice().asReadOnlyBuffer());
    return attachments.size() - 1;
  }

  List<ByteBuffer> attachments() {
    return attachments;
  }
}
