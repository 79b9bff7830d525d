package dev.oneport.socketio;

import dev.oneport.EventArguments;
import dev.oneport.EventRefused;
import dev.oneport.EventRefused.Violation;
import dev.oneport.JsonBindingException;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.Arguments;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arguments of an event, bound when asked for. */
record ReceivedArguments(Arguments arguments, JsonBinding json) implements EventArguments {

  @Override
  public int size() {
    return arguments.size();
  }

  @Override
  public boolean isBinary(int index) {
    return index < size() && arguments.isAttachment(index);
  }

  @Override
  public <T> @Nullable T get(int index, Class<T> type) {
    return bind(index, type);
  }

  @Override
  public @Nullable Object get(int index, Type type) {
    return bind(index, type);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // T is what type says.
  private <T> @Nullable T bind(int index, Type type) {
    try {
      return json.bind(arguments, index, type);
    } catch (JsonBindingException e) {
      String what = index < size() ? "has the wrong form" : "is missing";
      throw new EventRefused(List.of(new Violation("[" + index + "]", what)), e);
    }
  }

  @Override
  public Object[] toArray() {
    return json.values(arguments);
  }
}
