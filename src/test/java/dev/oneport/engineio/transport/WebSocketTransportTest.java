package dev.oneport.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.engineio.PacketReceiver;
import dev.oneport.engineio.SendCallback;
import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.protocol.engineio.EngineProtocol;
import dev.oneport.protocol.websocket.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class WebSocketTransportTest {
  private final List<String> log = new ArrayList<>();

  @Test
  void closeIsOursEvenIfThePeerAnswersBeforeTheCallReturns() {
    AnsweringSink sink = new AnsweringSink();
    WebSocketTransport transport = new WebSocketTransport(sink, EngineProtocol.V4.frames(false));
    transport.receiver(new Recorder());
    sink.whenClosed = transport::onClose;

    transport.close(() -> log.add("closed by us"));

    assertThat(log).containsExactly("closed by us", "close 1000", "closed by the peer");
  }

  /** A peer that is very quick. */
  private final class AnsweringSink implements FrameSink {
    private Runnable whenClosed = () -> {};

    @Override
    public <P> void send(List<P> batch, Function<? super P, Frame> form, SendCallback done) {
      done.done(null);
    }

    @Override
    public void close(int code, String reason) {
      log.add("close " + code);
      whenClosed.run();
    }
  }

  private final class Recorder implements PacketReceiver {
    @Override
    public void onPacket(EnginePacket packet) {
      log.add("packet");
    }

    @Override
    public void onFormatError(PacketFormatException error) {
      log.add("format error");
    }

    @Override
    public void onTransportError(String what) {
      log.add("error " + what);
    }

    @Override
    public void onTransportClose() {
      log.add("closed by the peer");
    }
  }
}
