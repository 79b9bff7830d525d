/**
 * Engine.IO 4 and 3: sessions, heartbeat, upgrade, and the outbox through which everything leaves.
 *
 * <p>Threads:
 *
 * <ol>
 *   <li><i>Session lane</i>: a {@link dev.oneport.concurrent.SerialExecutor} per {@link
 *       dev.oneport.engineio.EngineSession}; owns no thread, drains on the caller's, never blocks.
 *       Methods confined to it begin with {@code lane.assertInLane()}.
 *   <li><i>Outbox</i>: the only door outward. {@code offer} from any thread; one write under way;
 *       bounded in bytes.
 *   <li>Locks are leaves: no I/O, no callback and no other lock inside.
 *   <li>Order promised: what one thread sends to one session arrives in that order.
 * </ol>
 */
@NullMarked
package dev.oneport.engineio;

import org.jspecify.annotations.NullMarked;
