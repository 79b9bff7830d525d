package dev.oneport.web.ws;

import dev.oneport.subscribe.PlainProtocol;
import dev.oneport.subscribe.SubscriberContext;
import dev.oneport.web.tomcat.TomcatUpgrade;
import dev.oneport.web.websocket.ContainerSinks;

/**
 * What all connections of the plain endpoint share.
 *
 * @param context what all subscribers share
 * @param protocol what the clients may say
 * @param sinks make what writes to those of the container
 * @param maxMessageBytes of one text
 * @param tomcat takes connections over where it can
 */
public record PlainSite(
    SubscriberContext context,
    PlainProtocol protocol,
    ContainerSinks sinks,
    int maxMessageBytes,
    TomcatUpgrade tomcat) {}
