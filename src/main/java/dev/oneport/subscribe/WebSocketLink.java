package dev.oneport.subscribe;

import dev.oneport.adapter.PlainText;
import dev.oneport.engineio.SendCallback;
import dev.oneport.engineio.transport.FrameSink;
import java.util.List;

/**
 * A subscriber's WebSocket: one text in each message.
 *
 * @param sink the open WebSocket
 */
public record WebSocketLink(FrameSink sink) implements Link {
  // RFC 6455, 7.4.1.
  private static final int NORMAL_CLOSURE = 1000;
  private static final int POLICY_VIOLATION = 1008;
  private static final int TOO_BIG = 1009;

  /** In the registry of close codes at IANA. */
  private static final int SERVICE_RESTART = 1012;

  @Override
  public void send(List<PlainText> batch, SendCallback done) {
    sink.send(batch, PlainText::frame, done);
  }

  @Override
  public void close(End why) {
    switch (why) {
      case NORMAL, SILENT, EXPIRED -> sink.close(NORMAL_CLOSURE, "");
      case TOO_SLOW -> sink.close(POLICY_VIOLATION, "too slow");
      case TOO_FAST -> sink.close(POLICY_VIOLATION, "too fast");
      case STOPPING -> sink.close(SERVICE_RESTART, "");
      case TOO_BIG -> sink.close(TOO_BIG, "");
    }
  }
}
