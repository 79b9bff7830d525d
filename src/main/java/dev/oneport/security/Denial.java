package dev.oneport.security;

import java.util.Locale;

/**
 * Why a client is not let in.
 *
 * @param code for its program; stable
 * @param message for the person who reads its log
 */
public record Denial(String code, String message) {

  /** What it is counted as in metrics. */
  public String reason() {
    return code.replace('_', '-');
  }

  static Denial of(BadToken.Reason reason) {
    return new Denial("token_" + reason.name().toLowerCase(Locale.ROOT), reason.message());
  }
}
