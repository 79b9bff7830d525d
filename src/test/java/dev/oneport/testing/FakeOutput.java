package dev.oneport.testing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The output of an asynchronous request, as strict as containers may be: what is not allowed is
 * recorded in {@link #violations}. Any thread.
 *
 * @see <a href="https://jakarta.ee/specifications/servlet/6.0/">Servlet 6.0, 3.7, non-blocking
 *     I/O</a>
 */
public final class FakeOutput extends ServletOutputStream {
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final List<String> violations = new ArrayList<>();
  private @Nullable WriteListener listener;

  /** How many more calls are taken before the client must read; the listener is called then. */
  @GuardedBy("this")
  private int room;

  @GuardedBy("this")
  private boolean mayTouch;

  @GuardedBy("this")
  private boolean mustCall = true;

  @GuardedBy("this")
  private boolean touched;

  @GuardedBy("this")
  private int completed;

  @GuardedBy("this")
  private @Nullable IOException failure;

  /** Takes nothing until {@link #read}. */
  @Override
  public void setWriteListener(WriteListener writeListener) {
    listener = writeListener;
  }

  /** The client reads: so many more calls of write and flush are taken. Calls if that was asked. */
  public void read(int calls) throws IOException {
    boolean call;
    synchronized (this) {
      room += calls;
      call = mustCall && completed == 0;
      mustCall = false;
    }
    if (call) {
      Objects.requireNonNull(listener).onWritePossible();
    }
  }

  /** From now on writes fail. */
  public synchronized void breakDown() {
    failure = new IOException("broken pipe");
  }

  /** What was written since the last call. */
  public synchronized String take() {
    String text = body.toString(StandardCharsets.UTF_8);
    body.reset();
    return text;
  }

  /** How often the request was completed. */
  public synchronized int completed() {
    return completed;
  }

  /** What was done that must not be. */
  public synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  /** The request's context, which can be completed and no more. */
  public AsyncContext context() {
    return (AsyncContext)
        Proxy.newProxyInstance(
            FakeOutput.class.getClassLoader(),
            new Class<?>[] {AsyncContext.class},
            (proxy, called, args) -> {
              if (!called.getName().equals("complete")) {
                throw new UnsupportedOperationException(called.toString());
              }
              complete();
              return null;
            });
  }

  private synchronized void complete() {
    check(!touched, "completed while somebody writes");
    completed++;
  }

  @Override
  public boolean isReady() {
    synchronized (this) {
      begin("isReady");
      mayTouch = room > 0;
      mustCall = !mayTouch;
    }
    return end();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    touch("write");
    synchronized (this) {
      body.write(bytes, offset, length);
    }
    end();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void flush() throws IOException {
    touch("flush");
    end();
  }

  private synchronized void touch(String what) throws IOException {
    begin(what);
    check(mayTouch, what + " without isReady");
    mayTouch = false;
    room--;
    if (failure != null) {
      touched = false;
      throw failure;
    }
  }

  @GuardedBy("this")
  private void begin(String what) {
    check(!touched, what + " while another thread writes");
    check(completed == 0, what + " after the end");
    touched = true;
  }

  /** Gives other threads a chance to get in between, which they must not. */
  private boolean end() {
    Thread.onSpinWait();
    synchronized (this) {
      touched = false;
      return mayTouch;
    }
  }

  @GuardedBy("this")
  private void check(boolean allowed, String violation) {
    if (!allowed) {
      violations.add(violation);
    }
  }
}
