package dev.oneport.adapter;

/**
 * A form that a broadcast takes for clients without a Socket.IO library. Equal formats make equal
 * texts, so that a broadcast is encoded once for each. Immutable; any thread.
 */
public interface WireFormat {

  /** The text of a broadcast. */
  String encode(Broadcast broadcast);
}
