package dev.oneport.config;

import dev.oneport.ParserName;

/**
 * Settings of the Socket.IO layer.
 *
 * @param parser the wire format of packets
 * @param connectTimeoutMillis a connection that has joined no namespace by then is closed
 * @param maxAttachments binary parts of one packet
 * @param maxJsonDepth how deep arrays and objects may be nested in a packet
 * @param maxEventNameLength in UTF-16 units; also of the names of dynamic namespaces
 * @param maxNamespacesPerClient one connection may be in at once
 * @param maxRoomsPerSocket one socket may be in at once, its own not counted
 * @param handlerQueueBytes of events received from one socket and not yet handled; a client over it
 *     is closed
 * @param maxPendingAcks of one socket: those it waits for, and those its client asked for with
 *     events not yet handled
 * @param namespaces of namespaces
 */
public record SocketIoConfig(
    ParserName parser,
    int connectTimeoutMillis,
    int maxAttachments,
    int maxJsonDepth,
    int maxEventNameLength,
    int maxNamespacesPerClient,
    int maxRoomsPerSocket,
    long handlerQueueBytes,
    int maxPendingAcks,
    NamespaceConfig namespaces) {

  /** The built-in defaults. */
  public static SocketIoConfig defaults() {
    return new SocketIoConfig(
        ParserName.DEFAULT,
        45_000,
        10,
        64,
        255,
        16,
        128,
        16L << 20,
        10_000,
        NamespaceConfig.defaults());
  }
}
