package dev.oneport.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** An event stream of Oneport's room {@code all}. The loop's thread alone. */
final class SseClient extends Connection implements Client {
  private final Site site;
  private final Listener listener;
  private boolean open;

  SseClient(Site site, Listener listener) {
    this.site = site;
    this.listener = listener;
  }

  @Override
  public void open() {
    site.loop().connect(site.address(), this, 0);
  }

  @Override
  void onConnected() {
    String request =
        "GET "
            + site.base()
            + "events?room=all HTTP/1.1\r\nHost: "
            + site.address().getHostString()
            + "\r\nAccept: text/event-stream\r\n\r\n";
    write(request.getBytes(US_ASCII));
  }

  /** The chunks need not be told apart: none of them ends within a stamp. */
  @Override
  void onBytes(ByteBuffer in) {
    if (!open) {
      int end = Http.endOfHead(in);
      if (end < 0) {
        return;
      }
      Http.expect(in, "HTTP/1.1 200");
      in.position(end);
      open = true;
      listener.onReady(this);
    }
    int limit = in.limit();
    int at = in.position();
    for (int next = Stamp.next(in, at, limit); next >= 0; next = Stamp.next(in, at, limit)) {
      at = next;
      listener.onEvent(this, Stamp.parse(in, next));
    }
    in.position(mark(in, at));
  }

  /** Where a stamp begins that is not all there; otherwise the end. */
  private static int mark(ByteBuffer in, int from) {
    for (int i = from; i < in.limit(); i++) {
      if (in.get(i) == Stamp.MARK) {
        return i;
      }
    }
    return in.limit();
  }

  @Override
  void onEnd() {
    listener.onEnd(this);
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
