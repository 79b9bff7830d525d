package dev.oneport.socketio;

import dev.oneport.Ack;
import dev.oneport.EventArguments;
import dev.oneport.Socket;

/** An event on its way through the handlers. */
public interface EventCall {

  /** Whose event it is. */
  Socket socket();

  /** Its name. */
  String event();

  /** Its arguments. */
  EventArguments arguments();

  /** Its acknowledgement. */
  Ack ack();

  /** Runs what is left to do in the socket's handler lane, after what waits there. Any thread. */
  void later(Runnable rest);

  /** A handler failed: it is logged once, and whoever waits for the acknowledgement is told. */
  void failed(Throwable failure);

  /** A handler failed, and somebody took care of it: whoever waits is told, nothing is logged. */
  void refuse(Throwable failure);
}
