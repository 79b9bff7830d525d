package dev.oneport.subscribe;

/** Why the server ends a subscriber. */
public enum End {
  /** The client has left, or is asked to. */
  NORMAL,
  /** It does not read as fast as events come. */
  TOO_SLOW,
  /** It sent a message that is too big. */
  TOO_BIG,
  /** It says more than is handled. */
  TOO_FAST,
  /** It has lived long enough, and may come back. */
  EXPIRED
}
