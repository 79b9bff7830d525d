package dev.oneport.web.events;

import dev.oneport.adapter.PlainText;
import dev.oneport.engineio.SendCallback;
import dev.oneport.engineio.transport.FrameBatch;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of an answer on any server.
 *
 * @param stream its bytes
 */
record ServletBody(ResponseStream stream) implements StreamBody {
  private static final int GROUP_BYTES = 65_536;

  /** Several small texts are one write; much is several, lest it is all there a second time. */
  @Override
  public void write(List<PlainText> batch, SendCallback done) {
    if (batch.size() == 1) {
      stream.write(batch.get(0).bytes(), done);
    } else {
      FrameBatch.write(
          groups(batch), (group, written) -> stream.write(bytes(group), written), done);
    }
  }

  private static List<List<PlainText>> groups(List<PlainText> batch) {
    List<List<PlainText>> groups = new ArrayList<>();
    long bytes = GROUP_BYTES;
    for (PlainText text : batch) {
      bytes += text.byteLength();
      if (bytes > GROUP_BYTES) {
        groups.add(new ArrayList<>());
        bytes = text.byteLength();
      }
      groups.get(groups.size() - 1).add(text);
    }
    return groups;
  }

  private static byte[] bytes(List<PlainText> batch) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    batch.forEach(text -> all.writeBytes(text.bytes()));
    return all.toByteArray();
  }

  @Override
  public void end() {
    stream.end();
  }
}
