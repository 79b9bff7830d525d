package dev.oneport.web.events;

import dev.oneport.adapter.PlainText;
import dev.oneport.engineio.SendCallback;
import dev.oneport.subscribe.End;
import dev.oneport.subscribe.Link;
import dev.oneport.subscribe.SseFormat;
import java.util.List;

/**
 * A subscriber's event stream.
 *
 * @param body of the answer
 */
record SseLink(StreamBody body) implements Link {
  @Override
  public void send(List<PlainText> batch, SendCallback done) {
    body.write(batch, done);
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
    body.end();
  }
}
