package dev.oneport.testing;

import dev.oneport.engineio.SendCallback;
import dev.oneport.engineio.transport.PollPayload;
import dev.oneport.engineio.transport.PollSink;
import org.jspecify.annotations.Nullable;

/**
 * A GET that waits for its answer, recorded as status and body: {@code 200 4hello}, {@code 400}.
 * Only the first answer counts. It is given at once, unless {@link #hold} was called.
 */
public final class RecordingPollSink implements PollSink {
  private @Nullable String answer;
  private @Nullable SendCallback held;
  private boolean holding;

  /** From now on an answer is under way until {@link #complete}. */
  public void hold() {
    holding = true;
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

  @Override
  public void answer(PollPayload payload, SendCallback done) {
    if (answer != null) {
      done.done(new IllegalStateException("answered already"));
      return;
    }
    answer = "200 " + payload.text();
    if (holding) {
      held = done;
    } else {
      done.done(null);
    }
  }

  @Override
  public void refuse(int status) {
    if (answer == null) {
      answer = Integer.toString(status);
    }
  }
}
