package dev.oneport.bench.load;

import java.nio.ByteBuffer;

/** A client of Socket.IO over WebSocket alone, protocol 5. The loop's thread alone. */
final class SocketIoClient extends WebSocketClient {
  private static final int RADIX = 10;

  SocketIoClient(Site site, int receiveBufferBytes, Listener listener) {
    super(site, site.base() + "socket.io/?EIO=4&transport=websocket", receiveBufferBytes, listener);
  }

  @Override
  void onOpen() {
    // The server speaks first.
  }

  @Override
  void onText(ByteBuffer in, int from, int to) {
    switch (in.get(from)) {
      case '0' -> text("40");
      case '2' -> text("3");
      case '4' -> onMessage(in, from + 1, to);
      default -> throw new IllegalStateException("not expected: " + Http.text(in, from, to));
    }
  }

  private void onMessage(ByteBuffer in, int from, int to) {
    switch (in.get(from)) {
      case '0' -> listener.onReady(this);
      case '2' -> {
        long stamp = Stamp.find(in, from, to);
        if (stamp >= 0) {
          listener.onEvent(this, stamp);
        }
      }
      case '3' -> listener.onAnswer(this, id(in, from + 1));
      default -> throw new IllegalStateException("not expected: " + Http.text(in, from, to));
    }
  }

  private static int id(ByteBuffer in, int from) {
    int id = 0;
    for (int i = from; in.get(i) >= '0' && in.get(i) <= '9'; i++) {
      id = id * RADIX + in.get(i) - '0';
    }
    return id;
  }

  @Override
  public void emit(String event, String argument) {
    text("42[\"" + event + "\"," + argument + "]");
  }

  @Override
  public void call(String event, String argument, int id) {
    text("42" + id + "[\"" + event + "\"," + argument + "]");
  }
}
