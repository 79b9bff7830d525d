package dev.oneport.socketio;

import dev.oneport.Ack;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.protocol.json.JsonBinding;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The answer to one event of a client without a library. */
final class PlainAck implements Ack {
  private final PlainReply reply;
  private final JsonBinding json;
  private final AtomicBoolean sent = new AtomicBoolean();

  PlainAck(PlainReply reply, JsonBinding json) {
    this.reply = reply;
    this.json = json;
  }

  @Override
  public boolean isRequested() {
    return reply.isWanted();
  }

  @Override
  public void send(@Nullable Object... args) {
    if (!isRequested()) {
      return;
    }
    EncodedArguments answer = json.encode(args);
    if (sent.compareAndSet(false, true)) {
      reply.ack(answer);
    }
  }
}
