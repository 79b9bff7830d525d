package dev.oneport.engineio.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.TransportName;
import dev.oneport.concurrent.Timers;
import dev.oneport.engineio.EngineSession;
import dev.oneport.engineio.PacketReceiver;
import dev.oneport.engineio.SendCallback;
import dev.oneport.engineio.Transport;
import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.protocol.engineio.EnginePacketType;
import dev.oneport.protocol.engineio.Payload;
import dev.oneport.protocol.engineio.PayloadCodec;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Engine.IO over HTTP long-polling: at most one GET waits for packets, at most one POST brings
 * some.
 *
 * <p>The {@code on…} methods are called by the container's threads.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol#http-long-polling">Engine.IO 4, HTTP
 *     long-polling</a>
 */
public final class PollingTransport implements Transport {
  private static final SendCallback IGNORE = failure -> {};
  private static final int BAD_REQUEST = 400;

  /** How much later a GET may be served that was sent before the POST that closes. */
  private static final int CROSSING_MILLIS = 200;

  private final EngineSession session;
  private final PacketReceiver receiver;
  private final PayloadCodec codec;
  private final Timers timers;
  private final int maxPackets;
  private final AtomicBoolean receiving = new AtomicBoolean();
  private final Object lock = new Object();

  /** The GET that waits; null if none does. */
  @GuardedBy("lock")
  private @Nullable PollSink pending;

  /** The GET whose thread was asked for; null if none was. */
  @GuardedBy("lock")
  private @Nullable PollSink summoned;

  /** What the next GET is told; null unless a close is parked. */
  @GuardedBy("lock")
  private @Nullable Farewell parked;

  /** Told when the transport is given up; null unless a POST is slow. */
  @GuardedBy("lock")
  private @Nullable Runnable onGivenUp;

  @GuardedBy("lock")
  private boolean discarded;

  /** Whether a GET waits. Written under the lock; read without it, as the outbox holds its own. */
  private volatile boolean writable;

  /** The last answer, and what to do once it was given. */
  private record Farewell(PollPayload payload, Runnable afterwards) {}

  /**
   * A transport without a GET.
   *
   * @param codec of all its requests and answers
   * @param maxPackets of one POST
   */
  public PollingTransport(
      EngineSession session, PayloadCodec codec, Timers timers, int maxPackets) {
    this.session = session;
    this.receiver = session;
    this.codec = codec;
    this.timers = timers;
    this.maxPackets = maxPackets;
  }

  /** The session it was made for. */
  public EngineSession session() {
    return session;
  }

  @Override
  public TransportName name() {
    return TransportName.POLLING;
  }

  @Override
  public boolean isWritable() {
    return writable;
  }

  /** An answer costs a client the same whatever is in it. */
  @Override
  public boolean takesLater() {
    return true;
  }

  @Override
  public void later(Runnable take) {
    PollSink poll = summon();
    if (poll == null) {
      return;
    }
    poll.later(
        () -> {
          synchronized (lock) {
            summoned = summoned == poll ? null : summoned;
          }
          take.run();
        });
  }

  /** Returns null if no GET waits, or its thread was asked for already. */
  private @Nullable PollSink summon() {
    synchronized (lock) {
      if (pending == null || pending == summoned) {
        return null;
      }
      summoned = pending;
      return pending;
    }
  }

  @Override
  public void send(List<EnginePacket> batch, SendCallback done) {
    PollSink poll = takePending();
    if (poll == null) {
      done.done(new ClosedChannelException());
    } else {
      poll.answer(PollPayload.of(codec, batch), done);
    }
  }

  /** A GET came. */
  public void onPoll(PollSink poll) {
    boolean overlap;
    boolean gone;
    Farewell farewell;
    synchronized (lock) {
      overlap = pending != null;
      gone = discarded;
      farewell = parked;
      parked = null;
      if (!overlap && !gone && farewell == null) {
        pending = poll;
        writable = true;
      }
    }
    if (gone) {
      poll.refuse(BAD_REQUEST);
    } else if (overlap) {
      poll.refuse(BAD_REQUEST);
      receiver.onTransportError("overlap from client");
    } else if (farewell != null) {
      poll.answer(farewell.payload(), failure -> farewell.afterwards().run());
    } else {
      session.flush();
    }
  }

  /** The client gave up a GET before it was answered. */
  public void onPollAborted(PollSink poll) {
    boolean waited;
    synchronized (lock) {
      waited = pending == poll;
      if (waited) {
        pending = null;
        writable = false;
      }
    }
    if (waited) {
      receiver.onTransportError("poll connection closed prematurely");
    }
  }

  /**
   * A POST begins.
   *
   * @return false if another one is being read: the session is closed, and this one is to be
   *     answered 400
   */
  public boolean beginData() {
    if (receiving.compareAndSet(false, true)) {
      return true;
    }
    receiver.onTransportError("data request overlap from client");
    return false;
  }

  /** Whether the transport was given up, so that a POST under way is too late. */
  public boolean isGivenUp() {
    synchronized (lock) {
      return discarded;
    }
  }

  /**
   * The POST that began takes its time. No session waits for it longer than for a sign of life:
   * clients of Engine.IO 4 and 3 give that by a POST, which this one keeps them from.
   *
   * @param task told if the transport is given up before the POST ends, maybe at once; any thread,
   *     must not wait
   */
  public void awaitData(Runnable task) {
    boolean late;
    synchronized (lock) {
      late = discarded;
      onGivenUp = late ? null : task;
    }
    if (late) {
      task.run();
    }
  }

  /** A POST ended, whether it was read or not. */
  public void endData() {
    synchronized (lock) {
      onGivenUp = null;
    }
    receiving.set(false);
  }

  /** Whether a POST may bring bytes instead of text. */
  public boolean readsBinary() {
    return codec.readsBinary();
  }

  /** The payload of a POST has been read; binary only if {@link #readsBinary}. */
  public void onData(Payload payload) {
    PayloadCodec.DecodedPayload decoded = codec.decode(payload, maxPackets);
    for (EnginePacket packet : decoded.packets()) {
      if (packet.type() == EnginePacketType.CLOSE) {
        onPeerClose();
        return;
      }
      receiver.onPacket(packet);
    }
    if (decoded.error() != null) {
      receiver.onFormatError(decoded.error());
    }
  }

  /** The body of a POST broke off, or is nothing we read. */
  public void onDataError(String what) {
    receiver.onTransportError(what);
  }

  @Override
  public void close(Runnable whenClosed) {
    PollSink poll =
        takePendingOr(new Farewell(payload(EnginePacket.NOOP, EnginePacket.CLOSE), whenClosed));
    if (poll != null) {
      poll.answer(payload(EnginePacket.CLOSE), failure -> whenClosed.run());
    }
  }

  @Override
  public void discard() {
    PollSink poll = takePendingForGood();
    if (poll != null) {
      poll.answer(payload(EnginePacket.CLOSE), IGNORE);
    }
  }

  @Override
  public void supersede() {
    PollSink poll = takePendingForGood();
    if (poll != null) {
      poll.refuse(BAD_REQUEST);
    }
  }

  /**
   * The client closes by a POST, while a GET of its own may wait or be on its way on another
   * connection; that one is answered too, as if it had come first.
   */
  private void onPeerClose() {
    PollSink poll =
        takePendingOr(new Farewell(payload(EnginePacket.NOOP), receiver::onTransportClose));
    if (poll != null) {
      poll.answer(payload(EnginePacket.NOOP), IGNORE);
      receiver.onTransportClose();
    } else {
      timers.schedule(CROSSING_MILLIS, receiver::onTransportClose);
    }
  }

  private PollPayload payload(EnginePacket... packets) {
    return PollPayload.of(codec, List.of(packets));
  }

  /** Takes the GET that waits, or parks the farewell for the one that comes. */
  private @Nullable PollSink takePendingOr(Farewell farewell) {
    synchronized (lock) {
      PollSink poll = pending;
      pending = null;
      writable = false;
      if (poll == null) {
        parked = farewell;
      }
      return poll;
    }
  }

  private @Nullable PollSink takePendingForGood() {
    PollSink poll;
    Runnable told;
    synchronized (lock) {
      discarded = true;
      parked = null;
      poll = takePending();
      told = onGivenUp;
      onGivenUp = null;
    }
    if (told != null) {
      told.run();
    }
    return poll;
  }

  private @Nullable PollSink takePending() {
    synchronized (lock) {
      PollSink poll = pending;
      pending = null;
      writable = false;
      return poll;
    }
  }
}
