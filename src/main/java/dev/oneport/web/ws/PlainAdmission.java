package dev.oneport.web.ws;

import dev.oneport.engineio.EngineHandshake;
import dev.oneport.subscribe.PlainProtocol;
import dev.oneport.subscribe.SubscriberContext;
import java.util.concurrent.Executor;

/**
 * What the filter hands to the plain endpoint for one connection.
 *
 * @param handshake of the request
 * @param context what all subscribers share
 * @param livenessMillis between two pings
 * @param protocol what the client may say
 * @param maxMessageBytes of one text
 */
record PlainAdmission(
    EngineHandshake handshake,
    SubscriberContext context,
    int livenessMillis,
    PlainProtocol protocol,
    Executor workers,
    int maxMessageBytes) {}
