package dev.oneport.subscribe;

import dev.oneport.RoomAuthorizer;
import dev.oneport.security.Authenticator;
import dev.oneport.socketio.PlainConnection;
import dev.oneport.socketio.PlainSockets;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What clients without a library may do.
 *
 * @param namespaces whether there is one of that name
 * @param rooms decides who may listen to what
 * @param authenticator decides who a client is
 * @param sockets makes the sockets that a client becomes
 * @param maxEventNameLength of events that a client emits
 * @param maxJsonDepth how deep a text may be nested
 * @param heartbeatMillis between two pings
 * @param signInMillis how long a client may take to say who it is, where it must
 */
public record PlainRules(
    Predicate<String> namespaces,
    RoomAuthorizer rooms,
    Authenticator authenticator,
    Function<PlainConnection, PlainSockets> sockets,
    int maxEventNameLength,
    int maxJsonDepth,
    int heartbeatMillis,
    int signInMillis) {}
