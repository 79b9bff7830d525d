package dev.oneport.subscribe;

import dev.oneport.ClientSession;
import dev.oneport.WhenFull;
import dev.oneport.adapter.PlainText;
import dev.oneport.adapter.Recipient;
import dev.oneport.engineio.EngineHandshake;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.socketio.PlainConnection;
import org.jspecify.annotations.Nullable;

/** A subscriber as the sockets see it that it becomes. Any thread. */
record PlainLine(Subscriber subscriber, JsonVoice voice, PlainAnswers answers)
    implements PlainConnection {

  @Override
  public ClientSession session() {
    return subscriber;
  }

  @Override
  public EngineHandshake handshake() {
    return subscriber.handshake();
  }

  @Override
  public @Nullable Recipient recipient(String namespace) {
    return subscriber.in(namespace, voice);
  }

  @Override
  public void connected(String namespace, Recipient socket) {
    Subscription there = subscriber.in(namespace);
    if (there != null) {
      there.become(socket);
    }
  }

  @Override
  public void refused(String namespace) {
    subscriber.leaveUnused(namespace);
  }

  @Override
  public void disconnected(String namespace) {
    subscriber.leave(namespace);
    subscriber.send(answers.disconnected(namespace));
  }

  @Override
  public void tooFast() {
    subscriber.end(End.TOO_FAST);
  }

  @Override
  public PlainText text(String namespace, long ackId, String event, EncodedArguments arguments) {
    return PlainText.of(voice.direct(namespace, ackId, event, arguments));
  }

  @Override
  public void enqueue(PlainText text, WhenFull policy) {
    subscriber.enqueue(text, policy);
  }

  @Override
  public void enqueueIfWritable(PlainText text) {
    subscriber.enqueueIfWritable(text);
  }

  @Override
  public void flush() {
    subscriber.flush();
  }
}
