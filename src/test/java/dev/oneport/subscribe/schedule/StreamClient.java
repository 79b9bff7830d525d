package dev.oneport.subscribe.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.TransportName;
import dev.oneport.adapter.Cursor;
import dev.oneport.subscribe.EventStream;
import dev.oneport.subscribe.SseVoice;
import dev.oneport.subscribe.Subscriber;
import dev.oneport.subscribe.Subscription;
import dev.oneport.subscribe.schedule.Tally.What;
import jakarta.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An {@code EventSource}. */
final class StreamClient extends SubscriberClient {
  /**
   * Whether it was told that it could not be told the past, and waits for the event that says so.
   */
  private boolean resetFollows;

  StreamClient(Schedule world) {
    super(world, TransportName.SSE);
  }

  @Override
  Wire connect() {
    resetFollows = false;
    return new Wire(world.random.nextLong(), "\n\n", this::onBlock);
  }

  @Override
  void subscribe(Wire wire, Subscriber subscriber, @Nullable Cursor since) {
    Subscription here = Objects.requireNonNull(subscriber.in("/", SseVoice.INSTANCE));
    EventStream stream =
        new EventStream(subscriber, here, Schedule.EVENTS, world.random.nextBoolean());
    assertThat(stream.start(rooms, since, isMalformed())).isTrue();
  }

  private void onBlock(String block) {
    String id = null;
    String event = "";
    String data = "";
    for (String line : block.split("\n", -1)) {
      if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        event = line.substring(7);
      } else if (line.startsWith("data: ")) {
        data += line.substring(6);
      }
    }
    if (resetFollows) {
      assertThat(event).isEqualTo("oneport:reset");
    }
    switch (event) {
      case "" -> {
        if (id != null) {
          moveTo(id);
        }
      }
      case "oneport:ping" -> assertThat(data).isEqualTo("{}");
      case "oneport:ready" -> onReady(world.object(data), id);
      case "oneport:reset" -> {
        assertThat(resetFollows).isTrue();
        resetFollows = false;
        JsonObject told = world.object(data);
        assertThat(told.getBoolean("recovered")).isFalse();
        assertThat(told.getString("cursor")).isEqualTo(id);
        begins(told);
      }
      default -> receives(id, event, world.array(data), What.EVENT_ON_STREAM);
    }
  }

  private void onReady(JsonObject told, @Nullable String id) {
    boolean hadCursor = cursor() != null || isMalformed();
    assertThat(told.getString("cursor", null)).isEqualTo(id);
    resetFollows = hadCursor && !told.getBoolean("recovered");
    if (resetFollows) {
      // Whoever is cut off before the reset is told again: its place has not moved.
      assertThat(id).isNull();
      return;
    }
    begins(told);
    if (id != null) {
      moveTo(id);
    }
  }
}
