package dev.oneport.adapter;

import dev.oneport.RoomListener;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.protocol.socketio.Arguments;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The namespace that an adapter serves, as far as an adapter needs it. Any thread. */
public interface AdapterHost {

  /** The namespace's name. */
  String namespace();

  /** An ack id that no other event of the namespace has on this server. */
  long nextAckId();

  /**
   * Another server has emitted an event to this one. Never blocks.
   *
   * @param answer takes the first answer of a handler; null if none is wanted
   */
  void onServerEvent(
      String event, Arguments arguments, @Nullable Consumer<EncodedArguments> answer);

  /** Whether anybody wants to know about rooms. */
  boolean wantsRoomEvents();

  /** Who is to be told about rooms, in the room lane only. */
  RoomListener rooms();

  /**
   * Runs a task in the namespace's room lane: one after the other, on a thread that runs handlers.
   * To be called under no lock.
   */
  void inRoomLane(Runnable task);
}
