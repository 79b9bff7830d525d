package dev.oneport;

import java.util.Map;

/**
 * An HTTP request that Engine.IO refused.
 *
 * @param request the request
 * @param code 0 to 5, as in the answer
 * @param message what belongs to the code; the client may have been told another
 * @param context what exactly was wrong: {@code transport}, {@code sid}, {@code method}, {@code
 *     protocol}, {@code message}, or {@code name} and what belongs to it
 * @see <a href="https://socket.io/docs/v4/server-api/#event-connection_error">Socket.IO,
 *     connection_error</a>
 */
public record ConnectionFailure(
    RequestHead request, int code, String message, Map<String, Object> context) {}
