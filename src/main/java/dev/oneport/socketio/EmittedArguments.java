package dev.oneport.socketio;

import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.protocol.json.JsonBinding;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one emit.
 *
 * @param originals the application's objects, which handlers of outgoing events want to see;
 *     read-only
 */
record EmittedArguments(EncodedArguments encoded, List<@Nullable Object> originals) {

  /**
   * Encodes arguments.
   *
   * @param args null, which is what Java makes of {@code emit(event, null)}, is one null
   * @throws dev.oneport.JsonBindingException if an argument can't be written
   */
  static EmittedArguments of(JsonBinding json, @Nullable Object @Nullable [] args) {
    return new EmittedArguments(
        json.encode(args),
        args == null
            ? Collections.singletonList(null)
            : Collections.unmodifiableList(Arrays.asList(args)));
  }
}
