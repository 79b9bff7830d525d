package dev.oneport.subscribe.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.TransportName;
import dev.oneport.adapter.Cursor;
import dev.oneport.subscribe.End;
import dev.oneport.subscribe.Subscriber;
import dev.oneport.subscribe.schedule.Tally.What;
import dev.oneport.testing.InMemoryClient;
import org.jspecify.annotations.Nullable;

/** A listener with a connection that lasts. */
abstract class SubscriberClient extends Listener {
  private final TransportName transport;

  /** Null while it is away; with {@link #subscriber}. */
  @Nullable Wire wire;

  @Nullable Subscriber subscriber;

  SubscriberClient(Schedule world, TransportName transport) {
    super(world);
    this.transport = transport;
  }

  /** Connects and asks for its rooms. */
  abstract void subscribe(Wire wire, Subscriber subscriber, @Nullable Cursor since);

  /** A connection that is read by this client. */
  abstract Wire connect();

  private void comeBack() {
    Cursor since = come();
    Wire opened = connect();
    Subscriber known =
        new Subscriber(InMemoryClient.handshake(), transport, world.context(), opened);
    wire = opened;
    subscriber = known;
    known.open();
    subscribe(opened, known, since);
  }

  @Override
  public void step() {
    Wire open = wire;
    Subscriber known = subscriber;
    if (open == null || known == null) {
      comeBack();
      return;
    }
    switch (world.random.nextInt(8)) {
      case 0 -> {
        open.carrySome();
        cut(open);
        known.end(End.NORMAL);
        world.tally().count(What.CUT);
      }
      case 1 -> {
        // The server may go on writing for a while.
        open.carrySome();
        cut(open);
        world.tally().count(What.CUT_UNNOTICED);
      }
      case 2 -> {
        if (world.random.nextInt(4) == 0) {
          known.end(End.EXPIRED);
        }
      }
      case 3 -> open.carryAll();
      default -> open.carrySome();
    }
  }

  private void cut(Wire open) {
    open.cut();
    wire = null;
    subscriber = null;
  }

  @Override
  public void look() {
    Wire open = wire;
    if (open != null && open.end() != null) {
      if (open.end() == End.TOO_SLOW) {
        world.tally().count(What.TOO_SLOW);
      }
      // What the server had handed over by then may arrive, or not.
      open.carrySome();
      cut(open);
    }
  }

  @Override
  public void onRestart() {
    Wire open = wire;
    Subscriber known = subscriber;
    if (open != null && known != null) {
      open.carrySome();
      cut(open);
      known.end(End.NORMAL);
    }
  }

  @Override
  public void settle() {
    look();
    if (wire == null) {
      comeBack();
    }
    Wire open = wire;
    if (open != null) {
      open.carryAll();
      assertThat(open.end()).as("why a client that reads at once was ended").isNull();
    }
    assertHasAll();
  }
}
