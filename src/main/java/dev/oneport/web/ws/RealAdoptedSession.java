package dev.oneport.web.ws;

import dev.oneport.AdoptedSession;
import dev.oneport.TransportName;
import dev.oneport.adapter.PlainText;
import dev.oneport.engineio.Outbox;
import dev.oneport.engineio.RandomId;
import dev.oneport.engineio.SendCallback;
import dev.oneport.engineio.transport.FrameBatch;
import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.protocol.Utf8;
import dev.oneport.session.Drainable;
import dev.oneport.session.FillWatch;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A WebSocket of the application's own endpoint. Any thread. */
final class RealAdoptedSession
    implements AdoptedSession, Drainable, Outbox.Outlet<RealAdoptedSession.Letter> {
  private static final int NORMAL_CLOSURE = 1000;
  private static final int POLICY_VIOLATION = 1008;
  private static final int SERVICE_RESTART = 1012;
  private static final int MAX_REASON_BYTES = 123;
  private static final int LOOK_MILLIS = 15_000;

  /** What an empty text costs while it waits. */
  private static final int OVERHEAD_BYTES = 64;

  private final String id = RandomId.publicId();
  private final Adoption adoption;
  private final AdoptedClient client;
  private final FrameSink sink;
  private final BooleanSupplier isOpen;
  private final Outbox<Letter> outbox;
  private final FillWatch fillWatch;

  /** What was not written yet: somebody waits for each. */
  private final Set<Letter> unsent = ConcurrentHashMap.newKeySet();

  private final AtomicBoolean closing = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();

  /** A text, and who waits until it is written. Equal to itself only. */
  static final class Letter {
    private final PlainText text;
    private final CompletableFuture<Void> written = new CompletableFuture<>();

    Letter(String text) {
      this.text = PlainText.of(text);
    }

    int cost() {
      return text.byteLength() + OVERHEAD_BYTES;
    }
  }

  /** Of a WebSocket that is open; {@link #open} makes it live. */
  RealAdoptedSession(
      Adoption adoption, AdoptedClient client, FrameSink sink, BooleanSupplier isOpen) {
    this.adoption = adoption;
    this.client = client;
    this.sink = sink;
    this.isOpen = isOpen;
    this.outbox = new Outbox<>(Letter::cost, adoption.outboxBytes(), new OutboxOwner());
    this.fillWatch = adoption.sessions().watch(this, outbox::fill);
  }

  private final class OutboxOwner implements Outbox.Owner {
    @Override
    public void onWriteFailed() {
      end(NORMAL_CLOSURE, "");
    }

    @Override
    public void onFillChanged() {
      fillWatch.onFillChanged();
    }

    @Override
    public void onWaiting(long bytes, long more) {
      adoption.sessions().metrics().waiting(bytes, more);
    }
  }

  void open() {
    adoption.sessions().add(this);
    adoption.sessions().bind(this, client.login());
    adoption.watchdog().watch(outbox, this::tooSlow);
    outbox.attach(this);
    lookLater();
  }

  /** An endpoint may forget to tell, and not every container tells it. */
  private void lookLater() {
    adoption
        .timers()
        .schedule(
            LOOK_MILLIS,
            () -> {
              if (!isOpen.getAsBoolean()) {
                end(NORMAL_CLOSURE, "");
              } else if (!ended.get()) {
                lookLater();
              }
            });
  }

  private void tooSlow() {
    end(POLICY_VIOLATION, "too slow");
  }

  /** Ends it now: what waits is dropped. Only the first call counts. */
  void end(int code, String reason) {
    if (ended.compareAndSet(false, true)) {
      adoption.sessions().metrics().ended().increment(label(code));
      adoption.sessions().remove(this);
      adoption.watchdog().forget(outbox);
      outbox.close();
      sink.close(code, reason);
      unsent.forEach(letter -> settle(letter, over()));
    }
  }

  private static String label(int code) {
    return switch (code) {
      case POLICY_VIOLATION -> "too-slow";
      case SERVICE_RESTART -> "server-shutting-down";
      default -> "transport-close";
    };
  }

  @Override
  public CompletionStage<Void> send(String text) {
    Letter letter = new Letter(text);
    unsent.add(letter);
    switch (outbox.offer(List.of(letter))) {
      case QUEUED -> {
        if (ended.get()) {
          settle(letter, over());
        }
      }
      case FULL, DROPPED -> {
        tooSlow();
        settle(letter, over());
      }
      case CLOSED -> settle(letter, over());
    }
    return letter.written.minimalCompletionStage();
  }

  private static IllegalStateException over() {
    return new IllegalStateException("the connection is over");
  }

  /** On another thread: the application may do there what it likes. */
  private void settle(Letter letter, @Nullable Throwable failure) {
    if (!unsent.remove(letter)) {
      return;
    }
    try {
      adoption.workers().execute(() -> complete(letter, failure));
    } catch (RejectedExecutionException stopping) {
      complete(letter, failure);
    }
  }

  @SuppressWarnings("NullAway") // A void stage is completed with null.
  private static void complete(Letter letter, @Nullable Throwable failure) {
    if (failure == null) {
      letter.written.complete(null);
    } else {
      letter.written.completeExceptionally(failure);
    }
  }

  @Override
  public void close(int code, String reason) {
    if (!maySend(code)) {
      throw new IllegalArgumentException("close code " + code);
    }
    if (Utf8.length(reason) > MAX_REASON_BYTES) {
      throw new IllegalArgumentException("longer than 123 bytes: " + reason);
    }
    if (closing.compareAndSet(false, true)) {
      outbox.whenEmpty(() -> end(code, reason));
    }
  }

  /** The codes in between tell of what never is in a frame; see RFC 6455, 7.4. */
  private static boolean maySend(int code) {
    return (code >= 1000 && code <= 1003)
        || (code >= 1007 && code <= 1014)
        || (code >= 3000 && code <= 4999);
  }

  @Override
  public void closed() {
    end(NORMAL_CLOSURE, "");
  }

  @Override
  public void disconnect() {
    close(NORMAL_CLOSURE, "");
  }

  /** What else it says is the application's to know. */
  @Override
  public void drain(int returnMillis) {
    close(SERVICE_RESTART, "");
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public void send(List<Letter> batch, SendCallback done) {
    FrameBatch.write(batch, this::write, done);
  }

  private void write(Letter letter, SendCallback written) {
    sink.send(
        List.of(letter),
        each -> each.text.frame(),
        failure -> {
          if (failure == null) {
            adoption.sessions().metrics().bytesSent().add(transport(), letter.text.byteLength());
          }
          settle(letter, failure == null ? null : over());
          written.done(failure);
        });
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
    return client.address();
  }

  @Override
  public @Nullable Principal principal() {
    return client.principal();
  }

  @Override
  public Instant connectedAt() {
    return client.connectedAt();
  }

  @Override
  public Set<String> namespaces() {
    return Set.of();
  }

  @Override
  public Set<String> rooms(String namespace) {
    return Set.of();
  }

  @Override
  public long queuedBytes() {
    return outbox.queuedBytes();
  }

  @Override
  public long droppedEvents() {
    return outbox.fill().dropped();
  }
}
