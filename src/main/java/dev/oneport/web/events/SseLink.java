package dev.oneport.web.events;

import dev.oneport.adapter.PlainText;
import dev.oneport.engineio.SendCallback;
import dev.oneport.engineio.transport.FrameBatch;
import dev.oneport.subscribe.End;
import dev.oneport.subscribe.Link;
import dev.oneport.subscribe.SseFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A subscriber's event stream: what has queued leaves as few pieces.
 *
 * @param stream the body of the answer
 */
record SseLink(ResponseStream stream) implements Link {
  private static final int GROUP_BYTES = 65_536;

  /** Several small texts are one write; much is several, lest it is all there a second time. */
  @Override
  public void send(List<PlainText> batch, SendCallback done) {
    if (batch.size() == 1) {
      stream.write(bytes(batch), done);
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
    StringBuilder all = new StringBuilder();
    batch.forEach(text -> all.append(text.text()));
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String notice(String event, String json) {
    return SseFormat.notice(event, json);
  }

  /** An {@code EventSource} obeys the field, scripts see the event. */
  @Override
  public String restart(int returnMillis) {
    return SseFormat.retry(returnMillis) + Link.super.restart(returnMillis);
  }

  /** There is no code to tell why. */
  @Override
  public void close(End why) {
    stream.end();
  }
}
