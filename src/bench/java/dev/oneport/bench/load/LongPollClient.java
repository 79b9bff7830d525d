package dev.oneport.bench.load;

import java.nio.ByteBuffer;

/** A poller of Oneport's room {@code all}, without any library. The loop's thread alone. */
final class LongPollClient implements Client {
  private static final String CURSOR = "\"cursor\":\"";

  private final Site site;
  private final Listener listener;
  private final HttpConnection polls;
  private boolean ready;

  LongPollClient(Site site, Listener listener) {
    this.site = site;
    this.listener = listener;
    this.polls = new HttpConnection(site);
  }

  @Override
  public void open() {
    polls.get(site.base() + "events?room=all", this::polled);
  }

  private void polled(ByteBuffer in, int from, int to) {
    String body = Http.text(in, from, to);
    int cursor = body.lastIndexOf(CURSOR) + CURSOR.length();
    String since = body.substring(cursor, body.indexOf('"', cursor));
    polls.get(site.base() + "events?room=all&wait=25&cursor=" + since, this::polled);
    if (!ready) {
      ready = true;
      listener.onReady(this);
    }
    int at = from;
    for (int next = Stamp.next(in, at, to); next >= 0; next = Stamp.next(in, at, to)) {
      at = next;
      listener.onEvent(this, Stamp.parse(in, next));
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

  @Override
  public void pause() {
    throw new UnsupportedOperationException("it asks when it wants to read");
  }

  @Override
  public void close() {
    polls.close();
  }
}
