package dev.oneport.subscribe.schedule;

import dev.oneport.subscribe.schedule.Emits.Emit;

/** Somebody who gets events, and knows which ones they must be. */
interface Client {

  /** Something was emitted, and is in the log. */
  void onEmit(Emit emit);

  /** Something happens to it: bytes arrive, it is cut off, comes back, joins or leaves. */
  void step();

  /** Time has passed, or others did something: the server may have given it up. */
  void look();

  /** The server is started anew: its connections are gone, what it knows stays. */
  void onRestart();

  /** Comes back if it is away, gets all that there is, and finds that it was all. */
  void settle();
}
