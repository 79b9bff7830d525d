package dev.oneport.subscribe;

import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.socketio.PlainReply;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Tells a client what became of its emit. Any thread.
 *
 * @param id what the client wants its answer to carry; null if it wants none
 */
record EmitReply(Subscriber subscriber, PlainAnswers answers, @Nullable JsonValue id)
    implements PlainReply {

  @Override
  public boolean isWanted() {
    return id != null;
  }

  @Override
  public void ack(EncodedArguments arguments) {
    subscriber.send(answers.ack(arguments, id));
  }

  @Override
  public void refused(String code, String message) {
    subscriber.send(answers.error(code, message, id));
  }
}
