package dev.oneport.subscribe.schedule;

import dev.oneport.adapter.CatchUp;
import dev.oneport.adapter.CatchUp.Gap;
import dev.oneport.adapter.Cursor;
import dev.oneport.subscribe.JsonVoice;
import dev.oneport.subscribe.PollAnswer;
import dev.oneport.subscribe.PollWaiter;
import dev.oneport.subscribe.Subscription;
import dev.oneport.subscribe.schedule.Tally.What;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** A client that asks again and again: at times it waits for the answer, at times it does not. */
final class PollClient extends Listener {
  private static final int LONGEST_WAIT_MILLIS = 25_000;

  /** The request that waits; null for none. */
  private @Nullable PollWaiter waiting;

  /** The answer that is on its way; null for none. */
  private @Nullable String answer;

  PollClient(Schedule world) {
    super(world);
  }

  private void ask(boolean patient) {
    Cursor since = come();
    CatchUp told = Subscription.read(world.adapter(), rooms, null, since);
    if (since == null || !patient || !told.recovered() || !told.missed().isEmpty()) {
      answer(told);
      return;
    }
    PollWaiter waiter =
        new PollWaiter(world.adapter(), world.timers, rooms, since, this::answerLate);
    waiting = waiter;
    waiter.start(1 + world.random.nextInt(LONGEST_WAIT_MILLIS), 100);
  }

  private void answerLate(CatchUp told) {
    waiting = null;
    isAnsweredLate();
    answer(told);
  }

  private void answer(CatchUp told) {
    CatchUp meant = isMalformed() ? told.because(Gap.MALFORMED) : told;
    answer = PollAnswer.json(meant, rooms, new JsonVoice(world.json(), false), 0, null);
  }

  private void arrives(String text) {
    answer = null;
    JsonObject message = world.object(text);
    begins(message);
    for (JsonValue each : message.getJsonArray("events")) {
      JsonObject event = each.asJsonObject();
      receives(
          event.getString("cursor", null),
          event.getString("event"),
          event.getJsonArray("data"),
          What.EVENT_IN_POLL);
    }
    moveTo(message.getString("cursor"));
  }

  @Override
  public void step() {
    String text = answer;
    PollWaiter waiter = waiting;
    if (text != null) {
      if (world.random.nextInt(4) == 0) {
        // Cut off: as if it had never been.
        answer = null;
        world.tally().count(What.CUT);
      } else {
        arrives(text);
      }
    } else if (waiter == null) {
      ask(world.random.nextBoolean());
    } else if (world.random.nextInt(8) == 0) {
      waiter.abandon();
      waiting = null;
    }
  }

  @Override
  public void look() {
    // It keeps no connection.
  }

  @Override
  public void onRestart() {
    PollWaiter waiter = waiting;
    if (waiter != null) {
      waiter.abandon();
    }
    waiting = null;
    answer = null;
  }

  @Override
  public void settle() {
    onRestart();
    ask(false);
    String text = answer;
    if (text != null) {
      arrives(text);
    }
    assertHasAll();
  }
}
