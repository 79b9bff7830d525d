/**
 * Socket.IO 5: clients, namespaces, sockets and acknowledgements; implements {@link dev.oneport}.
 */
@NullMarked
package dev.oneport.socketio;

import org.jspecify.annotations.NullMarked;
