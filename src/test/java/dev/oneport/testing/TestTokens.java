package dev.oneport.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens out of their three parts, by the JDK alone. */
public final class TestTokens {
  private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

  /** 32 bytes. */
  public static final String SECRET = "0123456789abcdef0123456789abcdef";

  private TestTokens() {}

  /** A key pair for an algorithm of tokens. */
  public static KeyPair keyPair(String algorithm) {
    try {
      return switch (algorithm) {
        case "RS256" -> generator("RSA", 2048);
        case "ES256" -> {
          KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
          generator.initialize(new ECGenParameterSpec("secp256r1"));
          yield generator.generateKeyPair();
        }
        case "EdDSA" -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        default -> throw new IllegalArgumentException(algorithm);
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A key pair of that size. */
  public static KeyPair generator(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As a setting has it: standard Base64. */
  public static String setting(byte[] key) {
    return Base64.getEncoder().encodeToString(key);
  }

  /** Signed with {@link #SECRET}, whose id is {@code k}. */
  public static String hs256(String claims) {
    return token("{\"alg\":\"HS256\",\"kid\":\"k\"}", claims, secret(SECRET.getBytes(UTF_8)));
  }

  /** A secret key. */
  public static SecretKey secret(byte[] bytes) {
    return new SecretKeySpec(bytes, "HmacSHA256");
  }

  /**
   * Any token.
   *
   * @param key decides how it is signed, whatever the header says
   */
  public static String token(String header, String claims, Key key) {
    String signed = part(header) + "." + part(claims);
    try {
      return signed + "." + BASE64_URL.encodeToString(sign(signed.getBytes(UTF_8), key));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A token that nobody has signed. */
  public static String unsigned(String header, String claims) {
    return part(header) + "." + part(claims) + ".";
  }

  /** Base64 for URLs. */
  public static String part(String text) {
    return part(text.getBytes(UTF_8));
  }

  /** Base64 for URLs. */
  public static String part(byte[] bytes) {
    return BASE64_URL.encodeToString(bytes);
  }

  private static byte[] sign(byte[] bytes, Key key) throws GeneralSecurityException {
    if (key instanceof SecretKey secret) {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      return mac.doFinal(bytes);
    }
    Signature signature =
        Signature.getInstance(
            switch (key.getAlgorithm()) {
              case "RSA" -> "SHA256withRSA";
              case "EC" -> "SHA256withECDSAinP1363Format";
              default -> "Ed25519";
            });
    signature.initSign((PrivateKey) key);
    signature.update(bytes);
    return signature.sign();
  }
}
