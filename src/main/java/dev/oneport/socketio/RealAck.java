package dev.oneport.socketio;

import dev.oneport.Ack;
import dev.oneport.protocol.EncodedPacket;
import dev.oneport.protocol.socketio.PacketEncoder;
import dev.oneport.protocol.socketio.SocketIoPacket;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The answer to one event. */
final class RealAck implements Ack {
  private final RealSocket socket;
  private final long ackId;
  private final AtomicBoolean sent = new AtomicBoolean();

  RealAck(RealSocket socket, long ackId) {
    this.socket = socket;
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
    EncodedPacket answer =
        PacketEncoder.ack(socket.namespace().name(), ackId, socket.json().encode(args));
    if (sent.compareAndSet(false, true)) {
      socket.send(answer);
    }
  }
}
