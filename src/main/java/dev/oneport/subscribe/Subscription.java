package dev.oneport.subscribe;

import dev.oneport.ClientSession;
import dev.oneport.TransportName;
import dev.oneport.adapter.Adapter;
import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.PlainText;
import dev.oneport.adapter.Recipient;
import dev.oneport.concurrent.Timers;
import dev.oneport.engineio.EngineHandshake;
import dev.oneport.engineio.Outbox;
import dev.oneport.engineio.RandomId;
import dev.oneport.engineio.SendCallback;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.engineio.transport.FrameBatch;
import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.session.LiveSessions;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One client without a library, in rooms of one namespace: it gets what is emitted to its rooms, as
 * JSON text. Any thread.
 */
public final class Subscription implements Recipient, ClientSession, Outbox.Outlet<PlainText> {
  /** The namespace, until clients can choose one. */
  public static final String NAMESPACE = "/";

  private static final int POLICY_VIOLATION = 1008;
  private static final int NORMAL_CLOSURE = 1000;
  private static final int TOO_BIG = 1009;

  private final String id = RandomId.publicId();
  private final EngineHandshake handshake;
  private final Adapter adapter;
  private final JsonBinding json;
  private final LiveSessions sessions;
  private final int maxRooms;
  private final WriteWatchdog watchdog;
  private final FrameSink sink;
  private final Outbox<PlainText> outbox;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Timers timers;
  private final int livenessMillis;

  /** Whether there was no room for something; set once. */
  private volatile boolean overflowed;

  /** Whether anything came from the client since the last ping. */
  private volatile boolean heard = true;

  /**
   * A client that has just connected; {@link #open} makes it live.
   *
   * @param maxRooms it may be in
   * @param outboxBytes that may wait for it
   * @param watchdog ends it when a write never ends
   * @param livenessMillis between two pings; who has not answered one by the next is gone
   */
  public Subscription(
      EngineHandshake handshake,
      Adapter adapter,
      JsonBinding json,
      LiveSessions sessions,
      int maxRooms,
      long outboxBytes,
      WriteWatchdog watchdog,
      Timers timers,
      int livenessMillis,
      FrameSink sink) {
    this.handshake = handshake;
    this.adapter = adapter;
    this.json = json;
    this.sessions = sessions;
    this.maxRooms = maxRooms;
    this.watchdog = watchdog;
    this.timers = timers;
    this.livenessMillis = livenessMillis;
    this.sink = sink;
    this.outbox = new Outbox<>(PlainText::byteLength, outboxBytes, this::end);
  }

  /** Makes it known. */
  public void open() {
    adapter.add(this);
    sessions.add(this);
    watchdog.watch(outbox, this::end);
    outbox.attach(this);
    timers.schedule(livenessMillis, this::checkLiveness);
  }

  /** Something came from the client: a text, or its answer to a ping. */
  public void onSignOfLife() {
    heard = true;
  }

  /** Not every container notices that a peer is gone. */
  private void checkLiveness() {
    if (ended.get()) {
      return;
    }
    if (!heard) {
      end();
      return;
    }
    heard = false;
    offer(PlainText.PING);
    timers.schedule(livenessMillis, this::checkLiveness);
  }

  /** The connection is gone, or is to be given up now. */
  public void end() {
    end(NORMAL_CLOSURE, "");
  }

  /** The client sent a text larger than the limit. */
  public void endTooBig() {
    end(TOO_BIG, "");
  }

  private void end(int code, String reason) {
    if (ended.compareAndSet(false, true)) {
      adapter.remove(this);
      sessions.remove(this);
      watchdog.forget(outbox);
      outbox.close();
      sink.close(code, reason);
    }
  }

  /**
   * Joins rooms.
   *
   * @return false if it would be in too many; then it joined none
   */
  @Override
  public boolean join(Set<String> rooms) {
    return adapter.join(this, rooms, maxRooms);
  }

  /** Leaves a room. */
  @Override
  public void leave(String room) {
    adapter.leave(this, room);
  }

  /** Queues a text for it: an answer to something it sent. */
  public void send(String text) {
    offer(PlainText.of(text));
  }

  @Override
  public @Nullable String user() {
    Principal principal = handshake.principal();
    return principal == null ? null : principal.getName();
  }

  @Override
  public void disconnect(boolean close) {
    disconnect();
  }

  @Override
  public boolean isInNamespace() {
    return false;
  }

  @Override
  public void enqueue(Broadcast broadcast) {
    enqueue(broadcast.plainText(json));
  }

  @Override
  public void flush() {
    if (overflowed) {
      end(POLICY_VIOLATION, "too slow");
    } else {
      outbox.flush();
    }
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public void send(List<PlainText> batch, SendCallback done) {
    FrameBatch.write(batch, this::write, done);
  }

  private void write(PlainText frame, SendCallback written) {
    if (frame.isPing()) {
      sink.sendPing(written);
    } else {
      sink.sendText(frame.text(), written);
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public TransportName transport() {
    return TransportName.WS;
  }

  @Override
  public String address() {
    return handshake.address();
  }

  @Override
  public @Nullable Principal principal() {
    return handshake.principal();
  }

  @Override
  public Instant connectedAt() {
    return handshake.time();
  }

  @Override
  public Set<String> namespaces() {
    return Set.of(NAMESPACE);
  }

  @Override
  public Set<String> rooms(String namespace) {
    return namespace.equals(NAMESPACE) ? adapter.roomsOf(id) : Set.of();
  }

  @Override
  public long queuedBytes() {
    return outbox.queuedBytes();
  }

  @Override
  public void disconnect() {
    outbox.whenEmpty(this::end);
  }

  private void offer(PlainText text) {
    enqueue(text);
    flush();
  }

  private void enqueue(PlainText text) {
    if (outbox.enqueue(List.of(text)) == Outbox.Offer.FULL) {
      overflowed = true;
    }
  }
}
