package dev.oneport.engineio.transport;

import dev.oneport.engineio.SendCallback;

/** Port: one HTTP request that waits for its answer. Nothing here blocks or throws. */
public interface PollSink {

  /** Answers 200 with a payload. Only the first answer counts. */
  void answer(PollPayload payload, SendCallback done);

  /**
   * Runs a task on the thread that could answer: an {@link #answer} from within it goes out at
   * once. The task may be dropped if the request is over.
   */
  default void later(Runnable task) {
    task.run();
  }

  /** Answers with a status and no body. Only the first answer counts. */
  void refuse(int status);
}
