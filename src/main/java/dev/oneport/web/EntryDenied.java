package dev.oneport.web;

import dev.oneport.security.Denial;

/** A request whose client is not let in. */
public final class EntryDenied extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Denial denial;

  EntryDenied(Denial denial) {
    super(denial.message(), null, false, false);
    this.denial = denial;
  }

  /** Why. */
  public Denial denial() {
    return denial;
  }

  /** The header {@code WWW-Authenticate} of the answer: RFC 6750, 3. */
  public String challenge() {
    return denial.code().startsWith("token_")
        ? "Bearer realm=\"oneport\", error=\"invalid_token\", error_description=\""
            + denial.message()
            + "\""
        : "Bearer realm=\"oneport\"";
  }
}
