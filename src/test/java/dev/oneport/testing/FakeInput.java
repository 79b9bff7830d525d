package dev.oneport.testing;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request whose client sends it piece by piece, as strict as containers may be: what
 * is not allowed is recorded in {@link #violations}. One thread.
 *
 * @see <a href="https://jakarta.ee/specifications/servlet/6.0/">Servlet 6.0, 3.7, non-blocking
 *     I/O</a>
 */
public class FakeInput extends ServletInputStream {
  private final Queue<Byte> arrived = new ArrayDeque<>();
  private final List<String> violations = new ArrayList<>();
  private @Nullable ReadListener listener;
  private boolean mayRead;
  private boolean mustCall;
  private boolean ended;

  /** The client sends a piece. */
  public FakeInput send(String text) {
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      arrived.add(each);
    }
    callIfAsked();
    return this;
  }

  /** The client has sent all. */
  public FakeInput end() {
    ended = true;
    callIfAsked();
    return this;
  }

  /** The client is gone. */
  public void breakDown() {
    if (listener != null) {
      listener.onError(new IOException("connection reset"));
    }
  }

  /** What the container does once the request's thread is back. */
  void dispatched() {
    mustCall = listener != null;
    callIfAsked();
  }

  /** What was done that must not be. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  /** How much has come that nobody has read. */
  public int unread() {
    return arrived.size();
  }

  private void callIfAsked() {
    ReadListener told = listener;
    if (told == null || !mustCall) {
      return;
    }
    try {
      if (!arrived.isEmpty()) {
        mustCall = false;
        told.onDataAvailable();
      }
      if (isFinished() && ended) {
        mustCall = false;
        told.onAllDataRead();
      }
    } catch (IOException e) {
      told.onError(e);
    }
  }

  @Override
  public boolean isFinished() {
    return ended && arrived.isEmpty();
  }

  @Override
  public boolean isReady() {
    check(listener != null, "isReady without a listener");
    mayRead = !arrived.isEmpty();
    mustCall = !mayRead;
    return mayRead;
  }

  @Override
  public void setReadListener(ReadListener readListener) {
    check(listener == null, "a second listener");
    listener = readListener;
  }

  @Override
  public int available() {
    return arrived.size();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    check(listener == null || mayRead, "read without isReady");
    mayRead = false;
    if (arrived.isEmpty() && !ended) {
      violations.add("a thread waits");
      throw new IOException("a thread waits");
    }
    int count = 0;
    for (Byte next = arrived.poll(); next != null; next = count < length ? arrived.poll() : null) {
      bytes[offset + count++] = next;
    }
    return count == 0 ? -1 : count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  private void check(boolean allowed, String violation) {
    if (!allowed) {
      violations.add(violation);
    }
  }
}
