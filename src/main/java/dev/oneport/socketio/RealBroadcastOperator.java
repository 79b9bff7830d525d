package dev.oneport.socketio;

import dev.oneport.BroadcastOperator;
import dev.oneport.adapter.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Immutable: what was selected so far. */
record RealBroadcastOperator(BroadcastTarget target, Selection selection)
    implements BroadcastOperator {

  @Override
  public BroadcastOperator to(String... rooms) {
    return new RealBroadcastOperator(target, selection.and(List.of(rooms)));
  }

  @Override
  public BroadcastOperator except(String... rooms) {
    return new RealBroadcastOperator(target, selection.without(List.of(rooms)));
  }

  @Override
  public void emit(String event, @Nullable Object... args) {
    target.broadcast(selection, event, args);
  }
}
