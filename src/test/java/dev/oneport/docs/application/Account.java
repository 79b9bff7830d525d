package dev.oneport.docs.application;

import java.security.Principal;
import java.time.Instant;

/** Of one user. */
public interface Account extends Principal {

  /** What the user may do. */
  String[] roles();

  /** When that ends. */
  Instant paidUntil();
}
