package dev.oneport.subscribe.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.RoomAuthorizer.Decision;
import dev.oneport.TransportName;
import dev.oneport.adapter.Cursor;
import dev.oneport.security.Authenticator;
import dev.oneport.subscribe.PlainProtocol;
import dev.oneport.subscribe.PlainRules;
import dev.oneport.subscribe.Subscriber;
import dev.oneport.subscribe.schedule.Emits.Emit;
import dev.oneport.subscribe.schedule.Tally.What;
import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A plain WebSocket: it also joins and leaves rooms while it is connected. */
final class TextClient extends SubscriberClient {
  private static final int FIRST = 1;
  private static final int LATER = 2;

  private final PlainProtocol protocol;

  /** By room that it has left over this connection, the offset up to which it was there. */
  private final Map<String, Long> left = new HashMap<>();

  TextClient(Schedule world) {
    super(world, TransportName.WS);
    PlainRules rules =
        new PlainRules(
            namespace -> true,
            (client, namespace, room) -> Decision.ALLOWED,
            Authenticator.open(world.timers, world.timers.clock()),
            connection -> {
              throw new UnsupportedOperationException();
            },
            255,
            8,
            15_000,
            45_000);
    protocol = new PlainProtocol(world.json(), rules);
  }

  @Override
  Wire connect() {
    return new Wire(world.random.nextLong(), "\0", this::onText);
  }

  @Override
  void subscribe(Wire wire, Subscriber subscriber, @Nullable Cursor since) {
    left.clear();
    subscribe(subscriber, rooms, since);
  }

  private void subscribe(Subscriber subscriber, Set<String> names, @Nullable Cursor since) {
    String place = isMalformed() ? "nonsense" : since == null ? null : since.toString();
    String more = place == null ? "" : ",\"since\":\"" + place + "\"";
    say(subscriber, "subscribe", names, more + ",\"id\":" + FIRST);
  }

  private void say(Subscriber subscriber, String verb, Set<String> names, String more) {
    String text = "{\"" + verb + "\":" + world.json().toJson(names) + more + "}";
    protocol.onText(subscriber, text);
  }

  @Override
  public void step() {
    Wire open = wire;
    Subscriber known = subscriber;
    if (open == null
        || known == null
        || known.hasEnded()
        || !hasBegun()
        || world.random.nextInt(6) > 0) {
      super.step();
      return;
    }
    Set<String> names = world.some(ALL_ROOMS);
    if (open.isIdle() && !isMalformed() && world.random.nextBoolean()) {
      // With the past, which has one order only if nothing else is under way.
      rooms.addAll(names);
      subscribe(known, names, ask());
    } else if (world.random.nextBoolean()) {
      say(known, "subscribe", names, ",\"id\":" + LATER);
      rooms.addAll(names);
    } else if (!names.containsAll(rooms)) {
      say(known, "unsubscribe", names, "");
      names.stream().filter(rooms::remove).forEach(name -> left.put(name, position()));
    }
  }

  private long position() {
    return world.emits().position();
  }

  /** Who was in a room has not missed what went to others than that room. */
  @Override
  boolean wasKeptFrom(Emit emit) {
    return wire != null
        && emit.except().stream().anyMatch(room -> emit.offset() <= left.getOrDefault(room, 0L));
  }

  private void onText(String text) {
    JsonObject message = world.object(text);
    if (message.getInt("id", 0) == FIRST) {
      begins(message);
    } else if (message.containsKey("subscribed")) {
      assertThat(message.getBoolean("recovered")).isFalse();
      assertThat(message.getString("reason")).isEqualTo("no_cursor");
      moveTo(message.getString("cursor"));
    } else if (!message.containsKey("unsubscribed")) {
      receives(
          message.getString("cursor", null),
          message.getString("event"),
          message.getJsonArray("data"),
          What.EVENT_ON_WEB_SOCKET);
    }
  }
}
