/**
 * A way of its own to WebSockets on Tyrus, which Payara and GlassFish have: what has queued leaves
 * in one write, without a timer of the container for each message. Nothing here is loaded on other
 * servers.
 */
@NullMarked
package dev.oneport.web.tyrus;

import org.jspecify.annotations.NullMarked;
