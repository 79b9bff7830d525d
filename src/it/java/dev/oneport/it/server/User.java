package dev.oneport.it.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Who may sign in at every server but the embedded one, which has no users.
 *
 * @param roles named by the tests' applications
 */
public record User(String name, List<String> roles) {
  /** Everybody's. */
  public static final String PASSWORD = "it-password";

  /** May do all. */
  public static final User ALICE = new User("alice", List.of("member", "clerk"));

  /** Is no clerk. */
  public static final User BOB = new User("bob", List.of("member"));

  /** May sign in, and do nothing. */
  public static final User EVE = new User("eve", List.of("guest"));

  /** Is kept out by the application alone. */
  public static final User MALLORY = new User("mallory", List.of("member"));

  /** May look into the console. */
  public static final User GRACE = new User("grace", List.of("member", "reader"));

  /** Is always mistaken: Tomcat locks out who does so several times. */
  public static final User VICTOR = new User("victor", List.of("member"));

  private static final byte[] SALT = "it-salt.".getBytes(UTF_8);
  private static final int PAYARA_ROUNDS = 100;

  static List<User> all() {
    return List.of(ALICE, BOB, EVE, MALLORY, GRACE, VICTOR);
  }

  /** The value of the header {@code Authorization}. */
  public String basic() {
    return basic(PASSWORD);
  }

  /** The same with another password. */
  public String basic(String password) {
    return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
  }

  private String words() {
    return String.join(",", roles);
  }

  /** A line of Tomcat's tomcat-users.xml. */
  String tomcat() {
    return "<user username=\"%s\" password=\"%s\" roles=\"%s\"/>"
        .formatted(name, PASSWORD, words());
  }

  /** A line of WildFly's application-users.properties. */
  String wildFly() {
    return name + "=" + HexFormat.of().formatHex(hash("MD5", wildFlySecret())) + "\n";
  }

  private byte[] wildFlySecret() {
    return (name + ":ApplicationRealm:" + PASSWORD).getBytes(UTF_8);
  }

  /** A line of WildFly's application-roles.properties. */
  String wildFlyRoles() {
    return name + "=" + words() + "\n";
  }

  /**
   * A line of the keyfile of Payara's file realm, as {@code asadmin create-file-user} writes it.
   */
  String payara() {
    byte[] password = PASSWORD.getBytes(UTF_8);
    byte[] hash = Arrays.copyOf(password, password.length + SALT.length);
    System.arraycopy(SALT, 0, hash, password.length, SALT.length);
    for (int i = 0; i < PAYARA_ROUNDS; i++) {
      hash = hash("SHA-256", hash);
    }
    byte[] salted = Arrays.copyOf(hash, hash.length + SALT.length);
    System.arraycopy(SALT, 0, salted, hash.length, SALT.length);
    return "%s;{SSHA256}%s;%s\n"
        .formatted(name, Base64.getEncoder().encodeToString(salted), words());
  }

  private static byte[] hash(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
