/**
 * A way of its own to WebSockets on Tomcat, past its implementation of Jakarta WebSocket: what has
 * queued leaves in one write, without a thread for each, and a connection needs less memory.
 * Nothing here is loaded on other servers, where everything goes through the standard API.
 */
@NullMarked
package dev.oneport.web.tomcat;

import org.jspecify.annotations.NullMarked;
