/**
 * The wire formats, without I/O, threads or state shared between sessions.
 *
 * <p>Binary packet types, base64 and placeholders are known here and nowhere else: what leaves
 * these packages are packets, arguments and attachments.
 */
@NullMarked
package dev.oneport.protocol;

import org.jspecify.annotations.NullMarked;
