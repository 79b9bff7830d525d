package dev.oneport.web.websocket;

import dev.oneport.engineio.SendCallback;
import dev.oneport.engineio.transport.FrameBatch;
import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.protocol.websocket.Frame;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** A WebSocket of the container, for writing. */
public final class SessionFrameSink implements FrameSink {
  private static final System.Logger LOG = System.getLogger(SessionFrameSink.class.getName());

  /** How long Tomcat waits for a peer that must be closed; its own defaults are 20 and 30 s. */
  private static final Map<String, Object> TOMCAT_CLOSE_TIMEOUTS =
      Map.of(
          "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT", 5_000L,
          "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT", 5_000L);

  private final Session wsSession;
  private final Executor workers;
  private final EndTiming timing;

  /** Whether the container takes a message while another is on its way. */
  private final boolean queues;

  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Over an open session.
   *
   * @param workers run the close, which waits for the peer on some containers
   */
  public SessionFrameSink(Session wsSession, Executor workers) {
    this(wsSession, workers, EndTiming.atOnce());
  }

  /**
   * The same with when the end is told and made.
   *
   * @param timing as the container of the session needs it
   */
  public SessionFrameSink(Session wsSession, Executor workers, EndTiming timing) {
    this.wsSession = wsSession;
    this.timing = timing;
    this.queues = WsContainer.of(wsSession) == WsContainer.UNDERTOW;
    wsSession.getUserProperties().putAll(TOMCAT_CLOSE_TIMEOUTS);
    this.workers = workers;
  }

  /** One after the other, as the API wants it; but with one write where a container can. */
  @Override
  public <P> void send(List<P> batch, Function<? super P, Frame> form, SendCallback done) {
    if (queues && batch.size() > 1) {
      sendTogether(batch, form, done);
    } else {
      FrameBatch.write(batch, (each, written) -> send(form.apply(each), written), done);
    }
  }

  /**
   * Undertow queues messages, and hands each to an I/O thread unless it waits to be told. Told
   * after that it need not wait: what it sends of itself between the two, a pong, leaves as well.
   */
  private <P> void sendTogether(List<P> batch, Function<? super P, Frame> form, SendCallback done) {
    RemoteEndpoint.Async remote = wsSession.getAsyncRemote();
    SendCallback each = new AllSent(batch.size(), done);
    try {
      remote.setBatchingAllowed(true);
      for (P next : batch) {
        send(form.apply(next), each);
      }
      remote.setBatchingAllowed(false);
      remote.flushBatch();
    } catch (IOException | RuntimeException e) {
      timing.broken().execute(() -> each.done(e));
    }
  }

  private void send(Frame frame, SendCallback done) {
    if (frame.isText()) {
      sendText(frame.text(), done);
    } else if (frame.isPing()) {
      sendPing(done);
    } else {
      sendBinary(frame.data(), done);
    }
  }

  private void sendText(String text, SendCallback done) {
    try {
      wsSession.getAsyncRemote().sendText(text, handler(done));
    } catch (RuntimeException e) {
      timing.broken().execute(() -> done.done(e));
    }
  }

  private void sendBinary(ByteBuffer data, SendCallback done) {
    try {
      wsSession.getAsyncRemote().sendBinary(data, handler(done));
    } catch (RuntimeException e) {
      timing.broken().execute(() -> done.done(e));
    }
  }

  /** On a worker: some containers block until a ping has left. */
  private void sendPing(SendCallback done) {
    onWorker(
        () -> {
          try {
            wsSession.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
            done.done(null);
          } catch (IOException | RuntimeException e) {
            timing.broken().execute(() -> done.done(e));
          }
        });
  }

  @Override
  public void close(int code, String reason) {
    if (closed.compareAndSet(false, true)) {
      timing.close().execute(() -> onWorker(() -> closeNow(code, reason)));
    }
  }

  private void onWorker(Runnable task) {
    try {
      workers.execute(task);
    } catch (RejectedExecutionException stopping) {
      task.run();
    }
  }

  private void closeNow(int code, String reason) {
    if (!wsSession.isOpen()) {
      return;
    }
    try {
      wsSession.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason));
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "a WebSocket could not be closed: {0}", e.toString());
    }
  }

  private SendHandler handler(SendCallback done) {
    return result -> {
      if (result.isOK()) {
        done.done(null);
      } else {
        Throwable cause = result.getException();
        timing
            .broken()
            .execute(() -> done.done(cause == null ? new IOException("not sent") : cause));
      }
    };
  }
}
