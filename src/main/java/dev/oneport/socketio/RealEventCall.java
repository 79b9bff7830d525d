package dev.oneport.socketio;

import dev.oneport.Ack;
import dev.oneport.EventArguments;

/** One event of one socket. */
record RealEventCall(RealSocket socket, String event, EventArguments arguments, Ack ack)
    implements EventCall {

  @Override
  public void later(Runnable rest) {
    socket.lane().execute(rest);
  }

  @Override
  public void failed(Throwable failure) {
    socket.lane().logFailure(event, failure);
    refuse(failure);
  }

  @Override
  public void refuse(Throwable failure) {
    HandlerFailures.answer(ack, failure);
  }
}
