/**
 * Socket.IO packets in MessagePack, in the dialect of {@code socket.io-msgpack-parser}: each packet
 * is one binary message.
 *
 * <p>Values pass through JSON in both directions, so that everything above sees one form, bound and
 * limited by the same rules: a packet received becomes JSON text whose binary parts are
 * attachments, and what was encoded once as JSON is turned into MessagePack once.
 *
 * @see <a href="https://github.com/msgpack/msgpack/blob/master/spec.md">MessagePack
 *     specification</a>
 */
@NullMarked
package dev.oneport.protocol.msgpack;

import org.jspecify.annotations.NullMarked;
