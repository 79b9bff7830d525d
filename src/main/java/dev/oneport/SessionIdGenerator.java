package dev.oneport;

import java.util.concurrent.CompletionStage;

/**
 * Makes the ids of Engine.IO sessions. Who knows such an id can send and receive for its client: it
 * must be beyond guessing. Letters, digits and {@code . _ ~ -}, 1 to 128 of them, each id once.
 *
 * @see <a href="https://socket.io/docs/v4/server-api/#enginegenerateid">Socket.IO, generateId</a>
 */
@FunctionalInterface
public interface SessionIdGenerator {

  /**
   * Makes an id. Called on the request's thread; it may block. The request is refused with code 3
   * if the stage fails, takes longer than {@code oneport.decisionTimeout}, or brings no such id.
   *
   * @throws Exception the same as a stage that fails
   */
  CompletionStage<String> generate(RequestHead request) throws Exception;
}
