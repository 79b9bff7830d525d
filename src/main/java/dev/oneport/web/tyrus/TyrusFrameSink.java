package dev.oneport.web.tyrus;

import dev.oneport.engineio.SendCallback;
import dev.oneport.engineio.transport.FrameBatch;
import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.protocol.websocket.Frame;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.glassfish.tyrus.core.ProtocolHandler;
import org.glassfish.tyrus.core.TyrusWebSocket;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/**
 * A WebSocket of Tyrus, for writing; any thread. Frames go to what Tyrus itself writes them to.
 * Through its endpoints each message would start a timer for idle connections, even where there is
 * none: on Payara that takes more time than the write.
 */
public final class TyrusFrameSink implements FrameSink {
  private static final System.Logger LOG = System.getLogger(TyrusFrameSink.class.getName());

  /** What is copied together for one write, in bytes; a larger frame leaves by itself. */
  private static final int CHUNK = 64 * 1024;

  private final TyrusWebSocket webSocket;
  private final Writer writer;
  private final FrameSink standard;
  private final Executor broken;

  private TyrusFrameSink(
      TyrusWebSocket webSocket, Writer writer, FrameSink standard, Executor broken) {
    this.webSocket = webSocket;
    this.writer = writer;
    this.standard = standard;
    this.broken = broken;
  }

  /**
   * For an open WebSocket of Tyrus.
   *
   * @param standard through the standard API: closes, and is returned where there is no other way
   * @param broken runs what tells that a write failed
   */
  public static FrameSink of(Session wsSession, FrameSink standard, Executor broken) {
    try {
      Object remote = wsSession.getAsyncRemote();
      Class<?> endpoint = remote.getClass().getSuperclass();
      TyrusWebSocket webSocket = (TyrusWebSocket) read(endpoint, "webSocket", remote);
      ProtocolHandler protocol =
          (ProtocolHandler) read(TyrusWebSocket.class, "protocolHandler", webSocket);
      Writer writer = (Writer) read(ProtocolHandler.class, "writer", protocol);
      return protocol.hasExtensions()
          ? standard
          : new TyrusFrameSink(webSocket, writer, standard, broken);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      LOG.log(Level.DEBUG, "this Tyrus is not known: {0}", e.toString());
      return standard;
    }
  }

  private static Object read(Class<?> declaring, String name, Object from)
      throws ReflectiveOperationException {
    Field field = declaring.getDeclaredField(name);
    field.setAccessible(true);
    Object value = field.get(from);
    if (value == null) {
      throw new NoSuchFieldException(name);
    }
    return value;
  }

  @Override
  public <P> void send(List<P> batch, Function<? super P, Frame> form, SendCallback done) {
    FrameBatch.write(chunks(batch, form), this::write, done);
  }

  private void write(byte[] bytes, SendCallback written) {
    if (!webSocket.isConnected()) {
      fail(new IOException("the connection is closed"), written);
      return;
    }
    try {
      writer.write(
          ByteBuffer.wrap(bytes),
          new CompletionHandler<>() {
            @Override
            public void completed(ByteBuffer result) {
              written.done(null);
            }

            @Override
            public void failed(Throwable cause) {
              fail(cause, written);
            }

            @Override
            public void cancelled() {
              fail(new IOException("not sent"), written);
            }
          });
    } catch (RuntimeException e) {
      fail(e, written);
    }
  }

  private void fail(Throwable cause, SendCallback written) {
    broken.execute(() -> written.done(cause));
  }

  private static <P> List<byte[]> chunks(List<P> batch, Function<? super P, Frame> form) {
    if (batch.size() == 1) {
      return List.of(form.apply(batch.get(0)).bytes());
    }
    List<byte[]> chunks = new ArrayList<>();
    List<byte[]> frames = new ArrayList<>(batch.size());
    int length = 0;
    for (P each : batch) {
      byte[] frame = form.apply(each).bytes();
      if (length > 0 && length + frame.length > CHUNK) {
        chunks.add(joined(frames, length));
        frames.clear();
        length = 0;
      }
      frames.add(frame);
      length += frame.length;
    }
    chunks.add(joined(frames, length));
    return chunks;
  }

  private static byte[] joined(List<byte[]> frames, int length) {
    if (frames.size() == 1) {
      return frames.get(0);
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    frames.forEach(all::put);
    return all.array();
  }

  @Override
  public void close(int code, String reason) {
    standard.close(code, reason);
  }
}
