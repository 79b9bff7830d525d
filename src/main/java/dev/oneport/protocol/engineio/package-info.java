/**
 * Engine.IO 4: packets, and the payloads of HTTP long-polling that join them.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol">Engine.IO protocol, version 4</a>
 */
@NullMarked
package dev.oneport.protocol.engineio;

import org.jspecify.annotations.NullMarked;
