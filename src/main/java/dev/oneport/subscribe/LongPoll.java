package dev.oneport.subscribe;

import dev.oneport.ClientSession;
import dev.oneport.TransportName;
import dev.oneport.engineio.EngineHandshake;
import dev.oneport.session.Drainable;
import java.security.Principal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A long poll as a session: it lasts while the poll waits. Between two polls its client is in no
 * room and counts nowhere, since the server knows nothing of it. Any thread.
 *
 * @param handshake of its request
 * @param waiter in the rooms
 * @param namespace of the rooms
 */
public record LongPoll(EngineHandshake handshake, PollWaiter waiter, String namespace)
    implements ClientSession, Drainable {

  @Override
  public String id() {
    return waiter.id();
  }

  @Override
  public TransportName transport() {
    return TransportName.LONGPOLL;
  }

  @Override
  public String address() {
    return handshake.address();
  }

  @Override
  public @Nullable Principal principal() {
    return handshake.principal();
  }

  @Override
  public Instant connectedAt() {
    return handshake.time();
  }

  @Override
  public Set<String> namespaces() {
    return Set.of(namespace);
  }

  @Override
  public Set<String> rooms(String inNamespace) {
    return inNamespace.equals(namespace) ? waiter.rooms() : Set.of();
  }

  /** What it gets is in the event log until it is answered. */
  @Override
  public long queuedBytes() {
    return 0;
  }

  /** Nothing is queued for it. */
  @Override
  public long droppedEvents() {
    return 0;
  }

  /** Answers it now. */
  @Override
  public void disconnect() {
    waiter.disconnect(true);
  }

  /** The answer tells when to ask again, as each answer does. */
  @Override
  public void drain(int returnMillis) {
    disconnect();
  }
}
