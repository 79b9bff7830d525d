package dev.oneport.config;

import java.util.Set;

/**
 * Every setting of one deployment. Immutable.
 *
 * @param engine of the Engine.IO layer
 * @param socketIo of the Socket.IO layer
 * @param recovery of clients that come back
 * @param log of the events that they may have missed
 * @param web of the HTTP and WebSocket edge
 * @param events of event streams and polls
 * @param rooms who may listen without Socket.IO
 * @param publish of publishing over HTTP
 * @param auth who may connect
 * @param limits of how often clients may do what they do
 * @param metrics of what is measured
 * @param console of how administrators watch it
 * @param drainTimeoutMillis how long it may take until the clients of a stopping server have gone
 * @param roles that users are asked for at the handshake, besides those that handlers name
 */
public record OneportConfig(
    EngineConfig engine,
    SocketIoConfig socketIo,
    RecoveryConfig recovery,
    LogConfig log,
    WebConfig web,
    EventsConfig events,
    RoomsConfig rooms,
    PublishConfig publish,
    AuthConfig auth,
    LimitsConfig limits,
    MetricsConfig metrics,
    ConsoleConfig console,
    int drainTimeoutMillis,
    Set<String> roles) {

  /** The built-in defaults: nothing opened to anybody else, publishing closed. */
  public static OneportConfig defaults() {
    return new OneportConfig(
        EngineConfig.defaults(),
        SocketIoConfig.defaults(),
        RecoveryConfig.defaults(),
        LogConfig.defaults(),
        WebConfig.defaults(),
        EventsConfig.defaults(),
        RoomsConfig.closed(),
        PublishConfig.closed(),
        AuthConfig.defaults(),
        LimitsConfig.defaults(),
        MetricsConfig.closed(),
        ConsoleConfig.defaults(),
        10_000,
        Set.of());
  }
}
