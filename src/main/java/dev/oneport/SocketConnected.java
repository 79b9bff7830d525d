package dev.oneport;

/**
 * A CDI event: a socket has connected and its client was told so. Fired in the socket's handler
 * lane, after the {@link OnConnect} methods and the connection listeners, before any of its events
 * is handled. {@code @Observes @Of("/chat")} selects those of one namespace.
 *
 * @param socket that connected
 */
public record SocketConnected(Socket socket) {}
