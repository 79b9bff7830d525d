package dev.oneport.engineio.transport;

import dev.oneport.engineio.SendCallback;

/** Port: one HTTP request that waits for its answer. Nothing here blocks or throws. */
public interface PollSink {

  /** Answers 200 with a payload. Only the first answer counts. */
  void answer(PollPayload payload, SendCallback done);

  /** Answers with a status and no body. Only the first answer counts. */
  void refuse(int status);
}
