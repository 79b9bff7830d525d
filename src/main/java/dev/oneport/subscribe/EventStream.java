package dev.oneport.subscribe;

import dev.oneport.adapter.CatchUp;
import dev.oneport.adapter.CatchUp.Gap;
import dev.oneport.adapter.Cursor;
import dev.oneport.concurrent.Timers;
import dev.oneport.config.EventsConfig;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber over an event stream is told besides events: that it has begun, what it may
 * have missed, that it still lives. Any thread.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML, Server-sent
 *     events</a>
 */
public final class EventStream {
  private static final int MIN_RETRY_MILLIS = 1_000;
  private static final int MAX_RETRY_MILLIS = 5_000;
  private static final int AGE_JITTER_PERCENT = 20;
  private static final int MILLIS = 1_000;

  private final Subscriber subscriber;
  private final Subscription subscription;
  private final Timers timers;
  private final EventsConfig config;

  /** Whether a page is to see the heartbeats. */
  private final boolean ping;

  /** A stream to a subscriber that is open; {@link #start} begins. */
  public EventStream(
      Subscriber subscriber, Subscription subscription, EventsConfig config, boolean ping) {
    this.subscriber = subscriber;
    this.subscription = subscription;
    this.timers = subscriber.timers();
    this.config = config;
    this.ping = ping;
  }

  /**
   * Joins rooms and begins.
   *
   * @param malformed whether the client sent a cursor that is none
   * @return false if those are too many rooms
   */
  public boolean start(Set<String> rooms, @Nullable Cursor since, boolean malformed) {
    subscriber.send(SseFormat.opening(random(MIN_RETRY_MILLIS, MAX_RETRY_MILLIS)));
    if (!subscription.join(
        rooms, since, told -> ready(malformed ? told.because(Gap.MALFORMED) : told))) {
      return false;
    }
    timers.schedule(config.heartbeatMillis(), this::beat);
    // Streams that began together do not end together.
    int jitter = config.maxAgeSeconds() * MILLIS / 100 * AGE_JITTER_PERCENT;
    int age = config.maxAgeSeconds() * MILLIS + random(-jitter, jitter);
    timers.schedule(age, () -> subscriber.end(End.EXPIRED));
    return true;
  }

  /**
   * Moves the client's cursor only if nothing follows that the client has not got yet, events or
   * that some are lost: a cut just after it must hide neither.
   */
  private String ready(CatchUp told) {
    Gap gap = told.gap();
    String reason = gap == null ? "" : ",\"reason\":\"" + gap.text() + "\"";
    String place = told.position() == null ? null : told.position().toString();
    String cursor = place == null ? "" : ",\"cursor\":\"" + place + "\"";
    // What the client has to say who shows a new token.
    String name =
        subscriber.handshake().expiresAt() == null
            ? ""
            : ",\"session\":\"" + subscriber.id() + "\"";
    boolean reset = gap != null && gap != Gap.NO_CURSOR;
    boolean last = !reset && told.missed().isEmpty();
    String ready =
        SseFormat.notice(
            last ? place : null,
            "oneport:ready",
            "{\"recovered\":"
                + (gap == null)
                + reason
                + (last ? cursor : "")
                + ",\"heartbeatMs\":"
                + config.heartbeatMillis()
                + name
                + "}");
    return reset
        ? ready
            + SseFormat.notice(
                place, "oneport:reset", "{\"recovered\":false" + reason + cursor + "}")
        : ready;
  }

  private void beat() {
    subscription.atPosition(this::heartbeat);
    timers.schedule(config.heartbeatMillis(), this::beat);
  }

  private String heartbeat(@Nullable Cursor position) {
    String beat = position == null ? ": \n\n" : SseFormat.heartbeat(position.toString());
    return ping ? beat + SseFormat.notice("oneport:ping", "{}") : beat;
  }

  private static int random(int from, int to) {
    return ThreadLocalRandom.current().nextInt(from, to + 1);
  }
}
