package dev.oneport;

import java.util.concurrent.CompletionStage;

/**
 * A WebSocket of the application's own endpoint, which speaks a protocol of its own: Oneport writes
 * to it as to every other client, and lists it in the {@link SessionRegistry}. Any thread.
 *
 * <p>Once adopted, the application sends only by {@link #send}: containers differ in what they make
 * of two writes at the same time.
 */
public interface AdoptedSession extends ClientSession {

  /**
   * Sends a text, after what was sent before. Never blocks, never writes while another text is
   * being written.
   *
   * <p>A client that does not read is closed with 1008: when more than {@code oneport.outboxBytes}
   * wait for it, or one write takes longer than {@code oneport.sendTimeout}.
   *
   * @return completed when the container has taken the text; fails with {@link
   *     IllegalStateException} if that will never be, since the connection is over
   */
  CompletionStage<Void> send(String text);

  /**
   * Closes the connection, after what is queued was written. Only the first call counts.
   *
   * @param code 1000, 3000 to 4999 for the application's own, or one that RFC 6455 lets a server
   *     send
   * @param reason at most 123 bytes of UTF-8; may be empty
   * @throws IllegalArgumentException if one of them may not be sent
   */
  void close(int code, String reason);

  /**
   * The connection is over: to be called by the endpoint's {@code @OnClose}. It leaves the registry
   * at once; where this is not called, within half a minute.
   */
  void closed();
}
