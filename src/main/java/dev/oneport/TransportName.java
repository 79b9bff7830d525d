package dev.oneport;

/** How a client is connected. */
public enum TransportName {
  /** Engine.IO over HTTP long-polling. */
  POLLING("polling"),
  /** Engine.IO over WebSocket. */
  WEBSOCKET("websocket"),
  /** Server-sent events. */
  SSE("sse"),
  /** Long-polling without Socket.IO. */
  LONGPOLL("longpoll"),
  /** Plain WebSocket without Socket.IO. */
  WS("ws");

  private final String text;

  TransportName(String text) {
    this.text = text;
  }

  /** The name on the wire and in answers of the API. */
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}
