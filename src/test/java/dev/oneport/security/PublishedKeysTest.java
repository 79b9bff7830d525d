package dev.oneport.security;

import static dev.oneport.testing.TestTokens.part;
import static dev.oneport.testing.TestTokens.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oneport.config.JwtConfig;
import dev.oneport.config.JwtKey;
import dev.oneport.security.BadToken.Reason;
import dev.oneport.testing.ExpectedLog;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.ManualExecutor;
import dev.oneport.testing.TestTokens;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keys are fetched every 300 s. */
class PublishedKeysTest {
  private static final URI URL = URI.create("https://id.example/keys");
  private static final String CLAIMS =
      "{\"sub\":\"alice\",\"iss\":\"i\",\"aud\":\"a\",\"exp\":1767423105}";
  private static final KeyPair OLD = TestTokens.keyPair("ES256");
  private static final KeyPair NEW = TestTokens.keyPair("ES256");

  private final FakeTimers timers = new FakeTimers();
  private final ManualExecutor workers = new ManualExecutor();
  private final JwkSetReader reader = new JwkSetReader(JsonProvider.provider());
  private final List<URI> fetched = new ArrayList<>();

  /** Null: the provider does not answer. */
  private @Nullable String published = set(ec("old", OLD));

  private final Tokens tokens =
      Tokens.of(
          new JwtConfig(List.of(), new JwtConfig.Jwks(URL, 300), "i", "a", 10, "roles", "rooms"),
          this::fetch,
          workers,
          timers,
          timers.clock());

  private String fetch(URI url) throws IOException {
    fetched.add(url);
    if (published == null) {
      throw new IOException("no answer");
    }
    return published;
  }

  private static String set(String... keys) {
    return "{\"keys\":[" + String.join(",", keys) + "]}";
  }

  private static String ec(String kid, KeyPair pair) {
    ECPublicKey key = (ECPublicKey) pair.getPublic();
    return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"%s\",\"use\":\"sig\",\"x\":\"%s\",\"y\":\"%s\"}"
        .formatted(
            kid, part(unsigned(key.getW().getAffineX())), part(unsigned(key.getW().getAffineY())));
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
    return fixed;
  }

  private static String signed(String kid, KeyPair pair) {
    return token("{\"alg\":\"ES256\",\"kid\":\"" + kid + "\"}", CLAIMS, pair.getPrivate());
  }

  private CompletableFuture<Object> verify(String token) {
    return tokens
        .verify(token)
        .<Object>handle(
            (claims, failure) ->
                claims != null
                    ? "good"
                    : ((BadToken) (failure.getCause() == null ? failure : failure.getCause()))
                        .reason())
        .toCompletableFuture();
  }

  @Test
  void keysAreFetchedBeforehandAndThenNobodyWaits() {
    tokens.start();
    assertThat(fetched).isEmpty(); // Not on this thread.
    workers.runAll();

    assertThat(verify(signed("old", OLD))).isCompletedWithValue("good");
    assertThat(fetched).containsExactly(URL);
  }

  @Test
  void keyThatIsNewIsFetchedForAllWhoWaitAtOnce() {
    tokens.start();
    workers.runAll();
    timers.advance(PublishedKeys.COOL_DOWN_MILLIS);
    published = set(ec("old", OLD), ec("new", NEW));

    CompletableFuture<Object> first = verify(signed("new", NEW));
    CompletableFuture<Object> second = verify(signed("new", NEW));
    assertThat(first).isNotDone();
    workers.runAll();

    assertThat(first).isCompletedWithValue("good");
    assertThat(second).isCompletedWithValue("good");
    assertThat(fetched).hasSize(2);
  }

  @Test
  void keyThatNobodyHasIsNotFetchedAgainAndAgain() {
    tokens.start();
    workers.runAll();
    for (int i = 0; i < 100; i++) {
      CompletableFuture<Object> refused = verify(signed("invented" + i, NEW));
      workers.runAll();
      assertThat(refused).isCompletedWithValue(Reason.UNKNOWN_KEY);
    }

    assertThat(fetched).hasSize(1);
  }

  @Test
  void onlySoManyWait() {
    tokens.start();
    workers.runAll();
    timers.advance(PublishedKeys.COOL_DOWN_MILLIS);

    List<CompletableFuture<Object>> all =
        IntStream.range(0, Tokens.MAX_WAITING + 1)
            .mapToObj(i -> verify(signed("new", NEW)))
            .toList();

    assertThat(all.get(Tokens.MAX_WAITING)).isCompletedWithValue(Reason.UNKNOWN_KEY);
    assertThat(all.get(Tokens.MAX_WAITING - 1)).isNotDone();
    workers.runAll();
    assertThat(all).allMatch(CompletableFuture::isDone);
  }

  @Test
  void keyThatIsPublishedNoMoreIsGoodNoMore() {
    tokens.start();
    workers.runAll();
    published = set(ec("new", NEW));
    timers.advance(300_000);
    workers.runAll();

    assertThat(verify(signed("new", NEW))).isCompletedWithValue("good");
    CompletableFuture<Object> old = verify(signed("old", OLD));
    workers.runAll();
    assertThat(old).isCompletedWithValue(Reason.UNKNOWN_KEY);
  }

  @Test
  void keysOutliveTheirProviderForADay() {
    tokens.start();
    workers.runAll();
    published = null;
    try (ExpectedLog log = ExpectedLog.of("dev.oneport.security.PublishedKeys")) {
      for (int i = 0; i < 287; i++) {
        timers.advance(300_000);
        workers.runAll();
      }
      assertThat(fetched).hasSize(288);
      assertThat(verify(signed("old", OLD))).isCompletedWithValue("good");
      timers.advance(300_000);
      workers.runAll();
      CompletableFuture<Object> late = verify(signed("old", OLD));
      workers.runAll();
      assertThat(late).isCompletedWithValue(Reason.UNKNOWN_KEY);
      assertThat(log.take()).isNotEmpty().allMatch(text -> text.contains("no answer"));
    }
  }

  @Test
  void whatComesInsteadOfKeysChangesNothing() {
    tokens.start();
    workers.runAll();
    try (ExpectedLog log = ExpectedLog.of("dev.oneport.security.PublishedKeys")) {
      for (String rubbish : List.of("", "[]", "{}", "{\"keys\":5}", "<html>")) {
        published = rubbish;
        timers.advance(300_000);
        workers.runAll();
      }
      assertThat(log.take()).hasSize(5);
    }
    assertThat(verify(signed("old", OLD))).isCompletedWithValue("good");
  }

  @Test
  void closedItFetchesNoMore() {
    tokens.start();
    workers.runAll();
    tokens.close();
    timers.advance(600_000);
    var unused = verify(signed("new", NEW));
    workers.runAll();

    assertThat(fetched).hasSize(1);
    assertThat(timers.pending()).isZero();
  }

  @Test
  void onlyKeysThatVerifySignaturesAreTaken() throws IOException {
    KeyPair weak = TestTokens.generator("RSA", 1024);
    KeyPair strong = TestTokens.keyPair("RS256");
    String secret = "{\"kty\":\"oct\",\"kid\":\"oct\",\"k\":\"" + part("x".repeat(32)) + "\"}";
    List<JwtKey> keys =
        reader.read(
            set(
                ec("good", OLD),
                ec("enc", OLD).replace("sig", "enc"),
                ec("hs", OLD).replace("\"use\"", "\"alg\":\"HS256\",\"use\""),
                ec("es384", OLD).replace("\"use\"", "\"alg\":\"ES384\",\"use\""),
                secret,
                secret.replace("oct\",\"k\"", "b\",\"alg\":\"HS256\",\"k\""),
                rsa("weak", weak),
                rsa("strong", strong),
                rsa("mixed", strong).replace("\"n\"", "\"alg\":\"EdDSA\",\"n\""),
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"ed\",\"x\":\"%s\"}"
                    .formatted(
                        part(
                            Arrays.copyOfRange(
                                TestTokens.keyPair("EdDSA").getPublic().getEncoded(), 12, 44))),
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"kid\":\"x\",\"x\":\"%s\"}"
                    .formatted(part(new byte[32])),
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"off\",\"x\":\"%s\",\"y\":\"%s\"}"
                    .formatted(part(new byte[32]), part(new byte[32])),
                "{}",
                "7"));

    assertThat(keys)
        .map(JwtKey::toString)
        .containsExactly("good (ES256)", "strong (RS256)", "ed (EdDSA)");
  }

  private static String rsa(String kid, KeyPair pair) {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    byte[] modulus = key.getModulus().toByteArray();
    return "{\"kty\":\"RSA\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"AQAB\"}"
        .formatted(kid, part(Arrays.copyOfRange(modulus, 1, modulus.length)));
  }

  @Test
  void setOfTooManyKeysIsNone() {
    String[] many = new String[JwkSetReader.MAX_KEYS + 1];
    Arrays.fill(many, ec("k", OLD));

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> reader.read(set(many)));
  }
}
