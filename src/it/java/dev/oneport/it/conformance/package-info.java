/**
 * What the protocol documents promise, over real HTTP and WebSocket, against the conformance
 * application: pings every 300 ms, 200 ms to answer, 1,000,000 bytes at most.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol">Engine.IO protocol, version 4</a>
 * @see <a href="https://github.com/socketio/socket.io-protocol">Socket.IO protocol, version 5</a>
 */
@NullMarked
package dev.oneport.it.conformance;

import org.jspecify.annotations.NullMarked;
