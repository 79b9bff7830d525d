/** The two transports of Engine.IO, and the ports through which they reach a container. */
@NullMarked
package dev.oneport.engineio.transport;

import org.jspecify.annotations.NullMarked;
