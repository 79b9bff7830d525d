package dev.oneport.config;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;

/**
 * How tokens may be signed. Each key is for one of them, whatever a token says.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3">RFC 7518, 3</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8037#section-3.1">RFC 8037, 3.1</a>
 */
public enum SigningAlgorithm {
  /** HMAC with SHA-256; the secret has 32 bytes or more. */
  HS256("HS256") {
    @Override
    public Key key(byte[] bytes) throws GeneralSecurityException {
      require(bytes.length >= MIN_SECRET_BYTES, "a secret has at least 32 bytes");
      return new SecretKeySpec(bytes, "HmacSHA256");
    }
  },
  /** RSA with SHA-256; the modulus has 2048 bits or more. */
  RS256("RS256") {
    @Override
    public Key key(byte[] bytes) throws GeneralSecurityException {
      Key key = publicKey("RSA", bytes);
      require(
          key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= MIN_RSA_BITS,
          "an RSA key has at least 2048 bits");
      return key;
    }
  },
  /** ECDSA on P-256 with SHA-256. */
  ES256("ES256") {
    @Override
    public Key key(byte[] bytes) throws GeneralSecurityException {
      Key key = publicKey("EC", bytes);
      require(
          key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() == P256_BITS,
          "the key is on the curve P-256");
      return key;
    }
  },
  /** Ed25519. */
  EDDSA("EdDSA") {
    @Override
    public Key key(byte[] bytes) throws GeneralSecurityException {
      return publicKey("Ed25519", bytes);
    }
  };

  private static final int MIN_SECRET_BYTES = 32;
  private static final int MIN_RSA_BITS = 2048;
  private static final int P256_BITS = 256;

  private final String text;

  SigningAlgorithm(String text) {
    this.text = text;
  }

  /** Its name in a token. */
  public String text() {
    return text;
  }

  /** The one of that name. */
  public static Optional<SigningAlgorithm> of(String text) {
    return Stream.of(values()).filter(each -> each.text.equals(text)).findFirst();
  }

  /**
   * A key that verifies such signatures.
   *
   * @param bytes of the secret, or the DER form of a public key (SubjectPublicKeyInfo)
   * @throws GeneralSecurityException if they are no such key, or one that is too weak
   */
  public abstract Key key(byte[] bytes) throws GeneralSecurityException;

  private static Key publicKey(String algorithm, byte[] bytes) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(bytes));
  }

  private static void require(boolean condition, String what) throws InvalidKeyException {
    if (!condition) {
      throw new InvalidKeyException(what);
    }
  }
}
