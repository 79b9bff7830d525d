package dev.oneport.web.tomcat;

import dev.oneport.concurrent.Timers;
import dev.oneport.engineio.SendCallback;
import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.protocol.websocket.Frame;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** A WebSocket on a connection of Tomcat, for writing. Any thread. */
final class TomcatFrameSink implements FrameSink {
  /** How long a peer may take to answer a close. */
  private static final int CLOSE_MILLIS = 5_000;

  private final WireWriter writer;
  private final Timers timers;
  private final AtomicBoolean closed = new AtomicBoolean();

  TomcatFrameSink(WireWriter writer, Timers timers) {
    this.writer = writer;
    this.timers = timers;
  }

  @Override
  public <P> void send(List<P> batch, Function<? super P, Frame> form, SendCallback done) {
    writer.<P>send(batch, each -> form.apply(each).bytes(), done, false);
  }

  /** Answers a ping. */
  void pong(ByteBuffer data) {
    writer.answer(Frame.pong(data).bytes());
  }

  @Override
  public void close(int code, String reason) {
    if (closed.compareAndSet(false, true)) {
      timers.scheduleOrAtEnd(CLOSE_MILLIS, writer::abandon);
      writer.send(List.of(Frame.close(code, reason)), Frame::bytes, failure -> {}, true);
    }
  }

  /** The peer has closed; it is answered. */
  void onPeerClose(int code) {
    writer.onPeerClosed();
    close(code, "");
  }
}
