/** The plain WebSocket endpoint. */
@NullMarked
package dev.oneport.web.ws;

import org.jspecify.annotations.NullMarked;
