/**
 * What the Socket.IO Admin UI asks of a server: a namespace of its own that tells what goes on in
 * the others. An application of the public API, but for the numbers.
 *
 * @see <a href="https://socket.io/docs/v4/admin-ui/">Socket.IO Admin UI</a>
 */
@NullMarked
package dev.oneport.adminui;

import org.jspecify.annotations.NullMarked;
