package dev.oneport.bench.load;

import java.nio.ByteBuffer;

/** A plain WebSocket in Oneport's room {@code all}. The loop's thread alone. */
final class PlainClient extends WebSocketClient {
  private boolean subscribed;

  PlainClient(Site site, Listener listener) {
    super(site, site.base() + "ws", 0, listener);
  }

  @Override
  void onOpen() {
    text("{\"subscribe\":[\"all\"]}");
  }

  @Override
  void onText(ByteBuffer in, int from, int to) {
    if (!subscribed) {
      subscribed = true;
      listener.onReady(this);
      return;
    }
    long stamp = Stamp.find(in, from, to);
    if (stamp >= 0) {
      listener.onEvent(this, stamp);
    }
  }

  @Override
  public void emit(String event, String argument) {
    throw new UnsupportedOperationException("it listens");
  }

  @Override
  public void call(String event, String argument, int id) {
    throw new UnsupportedOperationException("it listens");
  }
}
