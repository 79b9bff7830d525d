package dev.oneport.socketio;

import dev.oneport.Ack;
import dev.oneport.protocol.EncodedPacket;
import dev.oneport.protocol.socketio.SocketIoPacket;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The answer to one event. */
final class RealAck implements Ack {
  private final Outgoing outgoing;
  private final long ackId;
  private final AtomicBoolean sent = new AtomicBoolean();

  RealAck(Outgoing outgoing, long ackId) {
    this.outgoing = outgoing;
    this.ackId = ackId;
  }

  @Override
  public boolean isRequested() {
    return ackId != SocketIoPacket.Event.NO_ACK;
  }

  @Override
  public void send(@Nullable Object... args) {
    if (!isRequested()) {
      return;
    }
    EncodedPacket answer = outgoing.answer(ackId, args);
    if (sent.compareAndSet(false, true)) {
      outgoing.send(answer);
    }
  }
}
