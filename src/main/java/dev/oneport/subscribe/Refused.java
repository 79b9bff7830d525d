package dev.oneport.subscribe;

/** A command that is not carried out. The client is told why, and its connection lives. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;
  private final String code;

  /**
   * A refusal.
   *
   * @param code for the client's program; stable
   * @param message for the person who reads its log
   */
  Refused(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  String code() {
    return code;
  }

  static Refused malformed(String message) {
    return new Refused("malformed", message);
  }

  static Refused unknownNamespace(String namespace) {
    return new Refused("unknown_namespace", "there is no namespace \"" + namespace + "\"");
  }

  static Refused tooManyNamespaces() {
    return new Refused("too_many_namespaces", "a client may not be in so many namespaces");
  }
}
