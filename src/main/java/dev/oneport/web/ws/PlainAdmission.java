package dev.oneport.web.ws;

import dev.oneport.engineio.EngineHandshake;
import dev.oneport.engineio.transport.FrameSink;
import dev.oneport.subscribe.PlainProtocol;
import dev.oneport.subscribe.Subscription;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;

/**
 * What the filter hands to the plain endpoint for one connection.
 *
 * @param handshake of the request
 * @param subscriptions makes the subscription of a connection
 * @param protocol what the client may say
 * @param maxMessageBytes of one text
 */
record PlainAdmission(
    EngineHandshake handshake,
    BiFunction<EngineHandshake, FrameSink, Subscription> subscriptions,
    PlainProtocol protocol,
    Executor workers,
    int maxMessageBytes) {}
