package dev.oneport.subscribe;

import dev.oneport.adapter.WireFormat;
import org.jspecify.annotations.Nullable;

/** How the server tells one kind of subscriber of events. Immutable; any thread. */
public interface Voice {

  /**
   * The form of an event.
   *
   * @param room through which the client gets it, if the event went to several; else null
   */
  WireFormat format(@Nullable String room);

  /** The same for a client that can answer, if an answer is wanted. */
  default WireFormat answerable(@Nullable String room) {
    return format(room);
  }
}
