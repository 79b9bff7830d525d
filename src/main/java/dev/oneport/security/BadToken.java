package dev.oneport.security;

/** A token that is not good. It says nothing of what is in the token. */
public final class BadToken extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why a token is not good. The names in lower case are told to programs, and stay. */
  public enum Reason {
    /** No token at all, or one that is too long. */
    MALFORMED("the token is malformed"),
    /** Made with a key that is not known here. */
    UNKNOWN_KEY("the token's key is not known here"),
    /** Made by an algorithm that is not that of the key, or by none. */
    WRONG_ALGORITHM("the token's algorithm is not that of its key"),
    /** Not made with the key it names. */
    WRONG_SIGNATURE("the token's signature is wrong"),
    /** It does not say how long it is good for. */
    NO_EXPIRY("the token does not say when it expires"),
    /** It was good. */
    EXPIRED("the token has expired"),
    /** It will be good. */
    NOT_YET_VALID("the token is not good yet"),
    /** Of somebody else. */
    WRONG_ISSUER("the token is of another issuer"),
    /** For somebody else. */
    WRONG_AUDIENCE("the token is for another audience"),
    /** It does not say whom it is about. */
    NO_SUBJECT("the token names no subject"),
    /** It is about somebody else than who renews. */
    OTHER_SUBJECT("the token is of another user");

    private final String message;

    Reason(String message) {
      this.message = message;
    }

    /** For people. */
    public String message() {
      return message;
    }
  }

  private final Reason reason;

  BadToken(Reason reason) {
    super(reason.message(), null, false, false);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
