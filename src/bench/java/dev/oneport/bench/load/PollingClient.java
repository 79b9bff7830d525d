package dev.oneport.bench.load;

import java.nio.ByteBuffer;

/** A client of Socket.IO by long-polling alone, protocol 5. The loop's thread alone. */
final class PollingClient implements Client {
  private static final String TYPE = "text/plain;charset=UTF-8";
  private static final char SEPARATOR = '\u001e';
  private static final String SID = "\"sid\":\"";

  private final Listener listener;
  private final HttpConnection polls;
  private final HttpConnection posts;
  private String path;

  PollingClient(Site site, Listener listener) {
    this.listener = listener;
    this.polls = new HttpConnection(site);
    this.posts = new HttpConnection(site);
    this.path = site.base() + "socket.io/?EIO=4&transport=polling";
  }

  @Override
  public void open() {
    polls.get(path, this::opened);
  }

  /** The open packet, which tells the session's id. */
  private void opened(ByteBuffer in, int from, int to) {
    String open = Http.text(in, from, to);
    int sid = open.indexOf(SID) + SID.length();
    path += "&sid=" + open.substring(sid, open.indexOf('"', sid));
    polls.get(path, this::polled);
    post("40");
  }

  private void polled(ByteBuffer in, int from, int to) {
    // The next poll is on its way while this one is read, as with the official client.
    polls.get(path, this::polled);
    int begin = from;
    while (begin < to) {
      int end = begin;
      while (end < to && in.get(end) != SEPARATOR) {
        end++;
      }
      onPacket(in, begin, end);
      begin = end + 1;
    }
  }

  private void onPacket(ByteBuffer in, int from, int to) {
    switch (in.get(from)) {
      case '2' -> post("3");
      case '4' -> onMessage(in, from + 1, to);
      case '0', '6' -> {
        // The session is known; or there was nothing to tell.
      }
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
      default -> throw new IllegalStateException("not expected: " + Http.text(in, from, to));
    }
  }

  private void post(String packet) {
    posts.post(path, TYPE, packet, (in, from, to) -> {});
  }

  @Override
  public void emit(String event, String argument) {
    post("42[\"" + event + "\"," + argument + "]");
  }

  @Override
  public void call(String event, String argument, int id) {
    throw new UnsupportedOperationException("its answers are not measured");
  }

  @Override
  public void pause() {
    throw new UnsupportedOperationException("it asks when it wants to read");
  }

  @Override
  public void close() {
    polls.close();
    posts.close();
  }
}
