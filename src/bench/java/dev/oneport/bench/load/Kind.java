package dev.oneport.bench.load;

/** The kinds of clients. */
public enum Kind {
  /** Socket.IO over WebSocket. */
  SOCKET_IO,
  /** Socket.IO by long-polling. */
  POLLING,
  /** A plain WebSocket; Oneport alone. */
  PLAIN,
  /** An event stream; Oneport alone. */
  SSE,
  /** Long-polling without a library; Oneport alone. */
  LONG_POLL;

  Client client(Site site, Client.Listener listener) {
    return switch (this) {
      case SOCKET_IO -> new SocketIoClient(site, 0, listener);
      case POLLING -> new PollingClient(site, listener);
      case PLAIN -> new PlainClient(site, listener);
      case SSE -> new SseClient(site, listener);
      case LONG_POLL -> new LongPollClient(site, listener);
    };
  }
}
