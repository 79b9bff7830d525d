/**
 * Socket.IO 5: packets, their attachments, and the arguments of events as received.
 *
 * @see <a href="https://github.com/socketio/socket.io-protocol">Socket.IO protocol, version 5</a>
 */
@NullMarked
package dev.oneport.protocol.socketio;

import org.jspecify.annotations.NullMarked;
