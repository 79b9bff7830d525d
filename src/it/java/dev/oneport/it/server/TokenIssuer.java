package dev.oneport.it.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.oneport.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.Key;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Makes tokens, as an identity provider does, and publishes some of its keys; in the tests' JVM.
 */
public final class TokenIssuer {
  /** Of good tokens. */
  public static final String ISSUER = "https://issuer.example";

  /** Of good tokens. */
  public static final String AUDIENCE = "oneport-it";

  /** By the name of its algorithm, which is its id as well; that of HS256 is a secret. */
  private static final Map<String, KeyPair> PAIRS = new LinkedHashMap<>();

  private static volatile String published = "{\"keys\":[]}";
  private static final HttpServer SERVER = serve();

  static {
    for (String algorithm : new String[] {"RS256", "ES256", "EdDSA"}) {
      PAIRS.put(algorithm, TestTokens.keyPair(algorithm));
    }
  }

  private TokenIssuer() {}

  private static HttpServer serve() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/keys",
          exchange -> {
            byte[] body = published.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String jwksUrl() {
    return "http://127.0.0.1:" + SERVER.getAddress().getPort() + "/keys";
  }

  /** The setting that makes them known. */
  static String keys() {
    return "HS256=HS256:"
        + TestTokens.setting(TestTokens.SECRET.getBytes(UTF_8))
        + PAIRS.entrySet().stream()
            .map(
                pair ->
                    ",%1$s=%1$s:%2$s"
                        .formatted(
                            pair.getKey(),
                            TestTokens.setting(pair.getValue().getPublic().getEncoded())))
            .collect(Collectors.joining());
  }

  /** From now on these are the keys that are published. */
  public static void publish(Map<String, KeyPair> keys) {
    published =
        keys.entrySet().stream()
            .map(key -> jwk(key.getKey(), (RSAPublicKey) key.getValue().getPublic()))
            .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  private static String jwk(String kid, RSAPublicKey key) {
    return "{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}"
        .formatted(kid, number(key.getModulus()), number(key.getPublicExponent()));
  }

  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int zeros = bytes[0] == 0 ? 1 : 0;
    return TestTokens.part(Arrays.copyOfRange(bytes, zeros, bytes.length));
  }

  /** What signs by that algorithm. */
  public static Key key(String algorithm) {
    KeyPair pair = PAIRS.get(algorithm);
    return pair == null ? TestTokens.secret(TestTokens.SECRET.getBytes(UTF_8)) : pair.getPrivate();
  }

  /** The public key that verifies what was signed by that algorithm. */
  public static Key publicKey(String algorithm) {
    return Objects.requireNonNull(PAIRS.get(algorithm)).getPublic();
  }

  /** A header that names an algorithm and a key. */
  public static String header(String algorithm, String kid) {
    return "{\"alg\":\"%s\",\"kid\":\"%s\"}".formatted(algorithm, kid);
  }

  /** What a good token says. */
  public static String claims(String subject, Instant end, String... roles) {
    return claims(ISSUER, AUDIENCE, subject, end, roles);
  }

  /** What a token says. */
  public static String claims(
      String issuer, String audience, String subject, Instant end, String... roles) {
    return "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"%s\",\"exp\":%d,\"roles\":[%s]}"
        .formatted(
            issuer,
            audience,
            subject,
            end.getEpochSecond(),
            Arrays.stream(roles).map("\"%s\""::formatted).collect(Collectors.joining(",")));
  }

  /** A good token. */
  public static String token(String algorithm, String subject, Instant end, String... roles) {
    return TestTokens.token(
        header(algorithm, algorithm), claims(subject, end, roles), key(algorithm));
  }
}
