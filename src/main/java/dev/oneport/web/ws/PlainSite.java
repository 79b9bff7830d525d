package dev.oneport.web.ws;

import dev.oneport.subscribe.PlainProtocol;
import dev.oneport.subscribe.SubscriberContext;
import dev.oneport.web.tomcat.TomcatUpgrade;
import java.util.concurrent.Executor;

/**
 * What all connections of the plain endpoint share.
 *
 * @param context what all subscribers share
 * @param protocol what the clients may say
 * @param workers run what may wait for a client
 * @param maxMessageBytes of one text
 * @param tomcat takes connections over where it can
 */
public record PlainSite(
    SubscriberContext context,
    PlainProtocol protocol,
    Executor workers,
    int maxMessageBytes,
    TomcatUpgrade tomcat) {}
