package dev.oneport.web.polling;

import dev.oneport.engineio.SendCallback;
import dev.oneport.engineio.transport.PollPayload;
import dev.oneport.engineio.transport.PollSink;
import dev.oneport.web.LateAnswer;
import java.io.IOException;

/** A GET that waits for its answer. Any thread. */
record AsyncPollSink(LateAnswer late, PollingAnswer polling) implements PollSink {

  @Override
  public void answer(PollPayload payload, SendCallback done) {
    if (late.claim()) {
      late.give(() -> write(payload, done));
    } else {
      done.done(new IOException("answered already"));
    }
  }

  @Override
  public void later(Runnable task) {
    late.give(task);
  }

  @Override
  public void refuse(int status) {
    if (late.claim()) {
      late.give(() -> writeStatus(status));
    }
  }

  private void write(PollPayload payload, SendCallback done) {
    Throwable failure = late.write(() -> polling.payload(payload));
    if (failure == null && !late.complete()) {
      failure = new IOException("the request is over");
    }
    done.done(failure);
  }

  private void writeStatus(int status) {
    if (late.write(() -> polling.refuse(status)) == null) {
      late.complete();
    }
  }
}
