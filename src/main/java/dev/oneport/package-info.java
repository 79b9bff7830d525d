/**
 * The public API: what an application imports.
 *
 * <p>Names follow the Socket.IO documentation, so that it applies. Everything here may be called
 * from any thread unless its documentation says otherwise; no method waits for a peer.
 */
@NullMarked
package dev.oneport;

import org.jspecify.annotations.NullMarked;
