package dev.oneport.samples;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;

/** Passwords as they are stored: hashed, each with a salt of its own, slowly on purpose. */
public final class Passwords {
  private static final int SALT_BYTES = 16;

  /** What OWASP recommends: 19 MiB, 2 iterations, 1 thread. */
  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);

  private Passwords() {}

  /** What to store. */
  public static String hash(String password) {
    return Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON2).getResult();
  }

  /** Whether it is the password that this was made of, be it with older parameters. */
  public static boolean matches(String password, String hash) {
    return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
  }
}
