package dev.oneport.config;

import dev.oneport.TransportName;
import java.util.Set;

/**
 * Settings of the Engine.IO layer. Times are in milliseconds.
 *
 * @param transports the transports offered, of {@code POLLING} and {@code WEBSOCKET}
 * @param allowUpgrades whether a polling client is told that it may upgrade
 * @param allowEIO3 whether clients of Engine.IO 3, which are those of Socket.IO 2, are let in too
 * @param pingIntervalMillis between a pong and the next ping
 * @param pingTimeoutMillis how long a pong is waited for
 * @param upgradeTimeoutMillis how long an upgrade may take
 * @param maxPayloadBytes of one POST body or one WebSocket message; told to the client
 * @param maxPacketsPerPayload in one POST body
 * @param outboxBytes queued for one client. One packet is accepted into an empty outbox whatever
 *     its size
 * @param sendTimeoutMillis how long one write may take before the client counts as dead
 * @param maxSessions live at once; further handshakes are refused
 * @param initialPacket a message sent right after the handshake; empty for none
 */
public record EngineConfig(
    Set<TransportName> transports,
    boolean allowUpgrades,
    boolean allowEIO3,
    int pingIntervalMillis,
    int pingTimeoutMillis,
    int upgradeTimeoutMillis,
    int maxPayloadBytes,
    int maxPacketsPerPayload,
    long outboxBytes,
    int sendTimeoutMillis,
    int maxSessions,
    String initialPacket) {

  /** The built-in defaults. */
  public static EngineConfig defaults() {
    return new EngineConfig(
        Set.of(TransportName.POLLING, TransportName.WEBSOCKET),
        true,
        false,
        25_000,
        20_000,
        10_000,
        1_000_000,
        10_000,
        4L << 20,
        20_000,
        100_000,
        "");
  }

  public EngineConfig {
    transports = Set.copyOf(transports);
  }
}
