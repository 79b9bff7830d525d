package dev.oneport.subscribe.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.TransportName;
import dev.oneport.adapter.CatchUp;
import dev.oneport.adapter.Cursor;
import dev.oneport.subscribe.JsonVoice;
import dev.oneport.subscribe.Subscriber;
import dev.oneport.subscribe.Subscription;
import dev.oneport.subscribe.schedule.Tally.What;
import jakarta.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A plain WebSocket: one JSON object in each text. */
final class TextClient extends SubscriberClient {
  TextClient(Schedule world) {
    super(world, TransportName.WS);
  }

  @Override
  Wire connect() {
    return new Wire(world.random.nextLong(), "\0", this::onText);
  }

  @Override
  void subscribe(Wire wire, Subscriber subscriber, @Nullable Cursor since) {
    Subscription here =
        Objects.requireNonNull(subscriber.in("/", new JsonVoice(world.json(), true)));
    assertThat(here.join(rooms, since, this::answer)).isTrue();
  }

  private String answer(CatchUp told) {
    CatchUp meant = isMalformed() ? told.because(CatchUp.Gap.MALFORMED) : told;
    CatchUp.Gap gap = meant.gap();
    return "{\"subscribed\":[],\"recovered\":"
        + (gap == null)
        + (gap == null ? "" : ",\"reason\":\"" + gap.text() + "\"")
        + ",\"cursor\":\""
        + meant.position()
        + "\"}";
  }

  private void onText(String text) {
    JsonObject message = world.object(text);
    if (message.containsKey("subscribed")) {
      begins(message);
    } else {
      String cursor = message.getString("cursor", null);
      receives(
          cursor,
          message.getString("event"),
          message.getJsonArray("data"),
          What.EVENT_ON_WEB_SOCKET);
    }
  }
}
