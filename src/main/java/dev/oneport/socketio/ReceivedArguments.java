package dev.oneport.socketio;

import dev.oneport.EventArguments;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.Arguments;
import java.lang.reflect.Type;
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
    return json.bind(arguments, index, type);
  }

  @Override
  public @Nullable Object get(int index, Type type) {
    return json.bind(arguments, index, type);
  }

  @Override
  public Object[] toArray() {
    Object[] values = new Object[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = json.value(arguments, i);
    }
    return values;
  }
}
