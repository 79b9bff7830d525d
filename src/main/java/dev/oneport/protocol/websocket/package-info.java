/** Frames of RFC 6455, for servers whose connections Oneport reads and writes itself. */
@NullMarked
package dev.oneport.protocol.websocket;

import org.jspecify.annotations.NullMarked;
