package dev.oneport.engineio;

import org.jspecify.annotations.Nullable;

/**
 * What is decided about a request: refused, let in to its session, or let in to begin one.
 *
 * @param refusal null if it is let in
 * @param session the one it belongs to; null for a handshake
 * @param newSid of the session that may begin; null unless a handshake is let in
 */
public record Verdict(
    @Nullable Refusal refusal, @Nullable EngineSession session, @Nullable String newSid) {

  static Verdict refuse(Refusal refusal) {
    return new Verdict(refusal, null, null);
  }

  static Verdict resume(EngineSession session) {
    return new Verdict(null, session, null);
  }

  static Verdict begin(String sid) {
    return new Verdict(null, null, sid);
  }
}
