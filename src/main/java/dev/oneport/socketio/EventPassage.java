package dev.oneport.socketio;

import dev.oneport.Ack;
import dev.oneport.EventArguments;
import dev.oneport.IncomingEvent;
import dev.oneport.SocketMiddleware;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.Arguments;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Leads one event through the middleware of its socket, one after the other, each when the one
 * before let it proceed. All of it in the socket's handler lane; where every middleware decides at
 * once, within one task of it.
 */
final class EventPassage implements IncomingEvent {
  private final List<SocketMiddleware> middlewares;
  private final HandlerLane lane;
  private final JsonBinding json;
  private final Ack ack;
  private final Outcome outcome;
  private String name;
  private EventArguments arguments;

  /** Where it ends: one of the calls, once, in the handler lane. */
  interface Outcome {
    /** All middleware let it pass. */
    void passed(IncomingEvent event);

    /**
     * It goes no further.
     *
     * @param error null if nobody is to be told
     */
    void stopped(@Nullable Exception error);
  }

  EventPassage(
      List<SocketMiddleware> middlewares,
      HandlerLane lane,
      JsonBinding json,
      String name,
      EventArguments arguments,
      Ack ack,
      Outcome outcome) {
    this.middlewares = middlewares;
    this.lane = lane;
    this.json = json;
    this.name = name;
    this.arguments = arguments;
    this.ack = ack;
    this.outcome = outcome;
  }

  /** Begins; handler lane. */
  void start() {
    run(0);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public EventArguments arguments() {
    return arguments;
  }

  @Override
  public Ack ack() {
    return ack;
  }

  @Override
  public void rename(String newName) {
    name = newName;
  }

  @Override
  public void replaceArguments(@Nullable Object... newArguments) {
    arguments = new ReceivedArguments(Arguments.of(json.encode(newArguments)), json);
  }

  /** A loop, not a recursion: most middleware decides before it returns. */
  private void run(int first) {
    for (int i = first; i < middlewares.size(); i++) {
      Step step = new Step(i);
      try {
        middlewares.get(i).handle(this, step);
      } catch (Exception e) {
        step.fail(e);
      } catch (LinkageError | AssertionError | StackOverflowError e) {
        step.fail(new IllegalStateException("a middleware failed", e));
      }
      Decision decision = step.leave();
      if (decision == null) {
        return;
      }
      if (decision.kind() == Kind.STOP) {
        outcome.stopped(decision.error());
        return;
      }
    }
    outcome.passed(this);
  }

  private enum Kind {
    PROCEED,
    STOP,
    /** Nothing: the call has returned without a decision. */
    LATER
  }

  /** What a middleware said. */
  private record Decision(Kind kind, @Nullable Exception error) {}

  private final class Step implements SocketMiddleware.Next {

    private final int index;
    private final AtomicReference<@Nullable Decision> decided = new AtomicReference<>();

    Step(int index) {
      this.index = index;
    }

    @Override
    public void proceed() {
      decide(new Decision(Kind.PROCEED, null));
    }

    @Override
    public void fail(Exception error) {
      decide(new Decision(Kind.STOP, error));
    }

    @Override
    public void drop() {
      decide(new Decision(Kind.STOP, null));
    }

    /** The call has returned: what it decided; null if it will decide later. */
    @Nullable Decision leave() {
      return decided.compareAndExchange(null, new Decision(Kind.LATER, null));
    }

    private void decide(Decision decision) {
      Decision before = decided.compareAndExchange(null, decision);
      if (before != null
          && before.kind() == Kind.LATER
          && decided.compareAndSet(before, decision)) {
        lane.execute(
            () -> {
              if (decision.kind() == Kind.PROCEED) {
                run(index + 1);
              } else {
                outcome.stopped(decision.error());
              }
            });
      }
    }
  }
}
