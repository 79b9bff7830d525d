/** Engine.IO over WebSocket. */
@NullMarked
package dev.oneport.web.websocket;

import org.jspecify.annotations.NullMarked;
