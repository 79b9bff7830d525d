package dev.oneport.web.ws;

import dev.oneport.TransportName;
import dev.oneport.engineio.transport.FrameListener;
import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.subscribe.End;
import dev.oneport.subscribe.Liveness;
import dev.oneport.subscribe.PlainProtocol;
import dev.oneport.subscribe.Subscriber;
import dev.oneport.subscribe.WebSocketLink;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a client without a library says over its WebSocket. */
final class PlainListener implements FrameListener {
  // RFC 6455, 7.4.1, and the registry of close codes at IANA.
  private static final int CANNOT_ACCEPT = 1003;
  private static final int TRY_AGAIN_LATER = 1013;

  private final PlainProtocol protocol;
  private final Subscriber subscriber;
  private final Liveness liveness;
  private final FrameSink sink;

  private PlainListener(
      PlainProtocol protocol, Subscriber subscriber, Liveness liveness, FrameSink sink) {
    this.protocol = protocol;
    this.subscriber = subscriber;
    this.liveness = liveness;
    this.sink = sink;
  }

  /**
   * A client has connected.
   *
   * @return null if it was sent away
   */
  static @Nullable PlainListener open(PlainAdmission admission, FrameSink sink) {
    PlainSite site = admission.site();
    if (site.context().sessions().isFull()) {
      site.context().metrics().refusals().increment("overloaded");
      sink.close(TRY_AGAIN_LATER, "");
      return null;
    }
    Subscriber subscriber =
        new Subscriber(
            admission.handshake(), TransportName.WS, site.context(), new WebSocketLink(sink));
    Liveness liveness =
        new Liveness(subscriber, site.context().timers(), site.protocol().heartbeatMillis());
    PlainListener opened = new PlainListener(site.protocol(), subscriber, liveness, sink);
    subscriber.open();
    liveness.start();
    site.protocol().onOpen(subscriber);
    return opened;
  }

  @Override
  public void onText(String text) {
    onSignOfLife();
    protocol.onText(subscriber, text);
  }

  /** A part of a text came, or the answer to a ping. */
  void onSignOfLife() {
    liveness.onSignOfLife();
  }

  @Override
  public void onPong() {
    onSignOfLife();
  }

  @Override
  public void onBinary(ByteBuffer data) {
    sink.close(CANNOT_ACCEPT, "");
    onClose();
  }

  @Override
  public void onTooBig() {
    subscriber.end(End.TOO_BIG);
  }

  @Override
  public void onError(String what) {
    onClose();
  }

  @Override
  public void onClose() {
    subscriber.end(End.NORMAL);
  }
}
