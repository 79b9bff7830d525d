/** Clients without a Socket.IO library: subscribers in rooms, which are recipients like others. */
@NullMarked
package dev.oneport.subscribe;

import org.jspecify.annotations.NullMarked;
