package dev.oneport.testing;

import dev.oneport.engineio.SendCallback;
import dev.oneport.engineio.transport.PollPayload;
import dev.oneport.engineio.transport.PollSink;
import dev.oneport.protocol.engineio.Payload;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A GET that waits for its answer, recorded as status and body: {@code 200 4hello}, {@code 400}; a
 * binary body as {@code #} and hex digits. Only the first answer counts. It is given at once,
 * unless {@link #hold} was called.
 */
public final class RecordingPollSink implements PollSink {
  private @Nullable String answer;
  private @Nullable SendCallback held;
  private final Queue<Runnable> summons = new ArrayDeque<>();
  private boolean away;
  private boolean holding;
  private boolean compress;

  /** From now on an answer is under way until {@link #complete}. */
  public void hold() {
    holding = true;
  }

  /** From now on its thread is not there until {@link #arrive}. */
  public void away() {
    away = true;
  }

  /** Its thread is there; returns how often it was asked for. */
  public int arrive() {
    away = false;
    int asked = summons.size();
    for (Runnable task = summons.poll(); task != null; task = summons.poll()) {
      task.run();
    }
    return asked;
  }

  @Override
  public void later(Runnable task) {
    if (away) {
      summons.add(task);
    } else {
      task.run();
    }
  }

  /** Ends the answer that is under way. */
  public void complete(@Nullable Throwable failure) {
    SendCallback done = held;
    if (done == null) {
      throw new IllegalStateException("no answer is under way");
    }
    held = null;
    done.done(failure);
  }

  /** What it was answered; null while it waits. */
  public @Nullable String answer() {
    return answer;
  }

  /** Whether its answer may be compressed. */
  public boolean compress() {
    return compress;
  }

  @Override
  public void answer(PollPayload payload, SendCallback done) {
    if (answer != null) {
      done.done(new IllegalStateException("answered already"));
      return;
    }
    Payload content = payload.content();
    answer = "200 " + (content.isBinary() ? "#" + hex(content.binary()) : content.text());
    compress = payload.compress();
    if (holding) {
      held = done;
    } else {
      done.done(null);
    }
  }

  private static String hex(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void refuse(int status) {
    if (answer == null) {
      answer = Integer.toString(status);
    }
  }
}
