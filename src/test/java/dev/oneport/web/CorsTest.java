package dev.oneport.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.config.CorsConfig;
import dev.oneport.testing.FakeHttp;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CorsTest {
  private static final String PAGE = "https://example.com";
  private static final List<String> METHODS = List.of("GET", "POST");

  private static CorsConfig onePage(boolean credentials, List<String> allowed, int maxAge) {
    return new CorsConfig(
        false,
        Set.of(PAGE),
        credentials,
        allowed,
        List.of("x-a", "x-b"),
        METHODS,
        maxAge,
        CorsConfig.Preflight.DEFAULT);
  }

  private static CorsConfig anyPage() {
    return anyPage(CorsConfig.Preflight.DEFAULT);
  }

  private static CorsConfig anyPage(CorsConfig.Preflight preflight) {
    return new CorsConfig(true, Set.of(), false, List.of(), List.of(), METHODS, 0, preflight);
  }

  private static FakeHttp answered(CorsConfig config, boolean preflight, FakeHttp http) {
    assertThat(new Cors(config).apply(http.request(), http.response())).isEqualTo(preflight);
    return http;
  }

  @Test
  void switchedOffItSetsNothingAndAnswersNoPreflight() {
    FakeHttp http =
        answered(CorsConfig.sameOriginOnly(), false, FakeHttp.request("OPTIONS", "Origin", PAGE));

    assertThat(http.headers()).isEmpty();
  }

  @Test
  void allowedOriginIsReflected() {
    FakeHttp http =
        answered(onePage(true, List.of(), 0), false, FakeHttp.request("GET", "Origin", PAGE));

    assertThat(http.headers())
        .isEqualTo(
            Map.of(
                "Access-Control-Allow-Origin", PAGE,
                "Access-Control-Allow-Credentials", "true",
                "Access-Control-Expose-Headers", "x-a,x-b",
                "Vary", "Origin"));
    assertThat(http.status()).isEqualTo(200);
  }

  @Test
  void otherOriginIsNotReflectedButTheAnswerVaries() {
    FakeHttp http =
        answered(
            onePage(false, List.of(), 0),
            false,
            FakeHttp.request("GET", "Origin", "https://evil.example"));

    assertThat(http.headers())
        .isEqualTo(Map.of("Vary", "Origin", "Access-Control-Expose-Headers", "x-a,x-b"));
  }

  @Test
  void anyOriginIsAStarWhateverComes() {
    assertThat(answered(anyPage(), false, FakeHttp.request("GET")).headers())
        .isEqualTo(Map.of("Access-Control-Allow-Origin", "*"));
    assertThat(answered(anyPage(), false, FakeHttp.request("GET", "Origin", "null")).headers())
        .isEqualTo(Map.of("Access-Control-Allow-Origin", "*"));
  }

  @Test
  void preflightIsAnsweredWithTheStatusThatIsSet() {
    FakeHttp http =
        answered(
            anyPage(new CorsConfig.Preflight(200, false)),
            true,
            FakeHttp.request("OPTIONS", "Origin", PAGE));

    assertThat(http.status()).isEqualTo(200);
    assertThat(http.headers())
        .containsEntry("Access-Control-Allow-Methods", "GET,POST")
        .containsEntry("Content-Length", "0");
  }

  @Test
  void preflightIsLeftToTheApplicationWithItsHeadersSet() {
    FakeHttp http =
        answered(
            anyPage(new CorsConfig.Preflight(204, true)),
            false,
            FakeHttp.request("OPTIONS", "Origin", PAGE));

    assertThat(http.headers())
        .containsEntry("Access-Control-Allow-Methods", "GET,POST")
        .doesNotContainKey("Content-Length");
    assertThat(http.status()).isEqualTo(200);
  }

  @Test
  void preflightIsAnsweredWithoutABody() {
    FakeHttp http =
        answered(
            onePage(true, List.of("x-token", "x-id"), 600),
            true,
            FakeHttp.request(
                "OPTIONS", "Origin", PAGE, "Access-Control-Request-Headers", "x-other"));

    assertThat(http.status()).isEqualTo(204);
    assertThat(http.headers())
        .isEqualTo(
            Map.of(
                "Access-Control-Allow-Origin", PAGE,
                "Access-Control-Allow-Credentials", "true",
                "Access-Control-Allow-Methods", "GET,POST",
                "Access-Control-Allow-Headers", "x-token,x-id",
                "Access-Control-Max-Age", "600",
                "Access-Control-Expose-Headers", "x-a,x-b",
                "Vary", "Origin",
                "Content-Length", "0"));
    assertThat(http.body()).isEmpty();
  }

  @Test
  void preflightReflectsTheHeadersAskedForWhereNoneAreConfigured() {
    FakeHttp http =
        answered(
            anyPage(),
            true,
            FakeHttp.request("OPTIONS", "Access-Control-Request-Headers", "x-one, x-two"));

    assertThat(http.headers())
        .isEqualTo(
            Map.of(
                "Access-Control-Allow-Origin", "*",
                "Access-Control-Allow-Methods", "GET,POST",
                "Access-Control-Allow-Headers", "x-one, x-two",
                "Vary", "Access-Control-Request-Headers",
                "Content-Length", "0"));
  }

  @Test
  void preflightVariesByOriginAndByHeaders() {
    FakeHttp http =
        answered(onePage(false, List.of(), 0), true, FakeHttp.request("OPTIONS", "Origin", PAGE));

    assertThat(http.headers())
        .containsEntry("Vary", "Origin, Access-Control-Request-Headers")
        .doesNotContainKey("Access-Control-Allow-Headers");
  }
}
