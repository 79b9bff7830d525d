/**
 * Publishing over HTTP: {@code POST api/emit}.
 *
 * <p>Bodies are read and answers are written by code of our own, not bound by the server's JSON
 * provider, so that they are the same on every server.
 */
@NullMarked
package dev.oneport.web.publish;

import org.jspecify.annotations.NullMarked;
