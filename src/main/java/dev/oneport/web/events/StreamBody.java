package dev.oneport.web.events;

import dev.oneport.adapter.PlainText;
import dev.oneport.engineio.SendCallback;
import java.util.List;

/** Port: the body of one answer that does not end. Nothing here blocks or throws. */
interface StreamBody {

  /**
   * Writes texts, in order; one call at a time, the next once the one before is done.
   *
   * @param batch not empty
   */
  void write(List<PlainText> batch, SendCallback done);

  /**
   * Ends the answer: what is being written is given up if the client does not take it. Any thread;
   * the second call does nothing.
   */
  void end();
}
