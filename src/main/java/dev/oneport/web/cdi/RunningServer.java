package dev.oneport.web.cdi;

import dev.oneport.SocketIoServer;
import org.jspecify.annotations.Nullable;

/** The server while it runs. Any thread. */
final class RunningServer {
  private volatile State state = new State(null, "has not started yet");

  private record State(@Nullable SocketIoServer server, String otherwise) {}

  void start(SocketIoServer server) {
    state = new State(server, "");
  }

  void stop() {
    state = new State(null, "was stopped");
  }

  /**
   * The server.
   *
   * @throws IllegalStateException if it does not run; the message says whether not yet or no more
   */
  SocketIoServer get() {
    State current = state;
    if (current.server() == null) {
      throw new IllegalStateException("the Socket.IO server " + current.otherwise());
    }
    return current.server();
  }
}
