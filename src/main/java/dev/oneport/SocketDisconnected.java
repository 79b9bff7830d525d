package dev.oneport;

/**
 * A CDI event: a socket that had connected is gone. Fired in the socket's handler lane, after the
 * {@link OnDisconnect} methods. {@code @Observes @Of("/chat")} selects those of one namespace.
 *
 * @param socket that is gone
 * @param reason why
 */
public record SocketDisconnected(Socket socket, DisconnectReason reason) {}
