package dev.oneport.engineio.transport;

import dev.oneport.TransportName;
import dev.oneport.engineio.PacketReceiver;
import dev.oneport.engineio.SendCallback;
import dev.oneport.engineio.Transport;
import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.protocol.engineio.FrameCodec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Engine.IO over one WebSocket: one packet in each frame. */
public final class WebSocketTransport implements Transport, FrameListener {
  /** No status: what a close without arguments sends. */
  private static final int NORMAL_CLOSURE = 1000;

  /** A message was too big. */
  private static final int TOO_BIG = 1009;

  private final FrameSink sink;
  private final FrameCodec codec;
  private final AtomicBoolean writing = new AtomicBoolean();

  /** Set before the container can deliver a frame. */
  private volatile @Nullable PacketReceiver receiver;

  /** A transport over an open WebSocket. */
  public WebSocketTransport(FrameSink sink, FrameCodec codec) {
    this.sink = sink;
    this.codec = codec;
  }

  /** Sets who gets the packets; before the first frame. */
  public void receiver(PacketReceiver next) {
    receiver = next;
  }

  @Override
  public TransportName name() {
    return TransportName.WEBSOCKET;
  }

  @Override
  public boolean isWritable() {
    return !writing.get();
  }

  @Override
  public void send(List<EnginePacket> batch, SendCallback done) {
    writing.set(true);
    sink.send(
        batch,
        codec::frame,
        failure -> {
          writing.set(false);
          done.done(failure);
        });
  }

  @Override
  public void close(Runnable whenClosed) {
    // In this order: the peer's answer to the close may be there before the call returns.
    whenClosed.run();
    sink.close(NORMAL_CLOSURE, "");
  }

  @Override
  public void discard() {
    sink.close(NORMAL_CLOSURE, "");
  }

  @Override
  public void onText(String text) {
    try {
      receiver().onPacket(codec.decode(text));
    } catch (PacketFormatException e) {
      receiver().onFormatError(e);
    }
  }

  @Override
  public void onBinary(ByteBuffer data) {
    try {
      receiver().onPacket(codec.decode(data));
    } catch (PacketFormatException e) {
      receiver().onFormatError(e);
    }
  }

  @Override
  public void onTooBig() {
    sink.close(TOO_BIG, "");
    receiver().onTransportError("message too big");
  }

  @Override
  public void onError(String what) {
    receiver().onTransportError(what);
  }

  @Override
  public void onClose() {
    receiver().onTransportClose();
  }

  private PacketReceiver receiver() {
    return Objects.requireNonNull(receiver, "no receiver yet");
  }
}
