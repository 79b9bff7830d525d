package dev.oneport.web.events;

import dev.oneport.adapter.PlainText;
import dev.oneport.engineio.SendCallback;
import dev.oneport.subscribe.End;
import dev.oneport.subscribe.Link;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A subscriber's event stream: what has queued leaves as one piece.
 *
 * @param stream the body of the answer
 */
record SseLink(ResponseStream stream) implements Link {

  @Override
  public void send(List<PlainText> batch, SendCallback done) {
    stream.write(bytes(batch), done);
  }

  private static byte[] bytes(List<PlainText> batch) {
    if (batch.size() == 1) {
      return batch.get(0).text().getBytes(StandardCharsets.UTF_8);
    }
    StringBuilder all = new StringBuilder();
    batch.forEach(text -> all.append(text.text()));
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** There is no code to tell why. */
  @Override
  public void close(End why) {
    stream.end();
  }
}
