package dev.oneport.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.config.CorsConfig;
import dev.oneport.config.HttpConfig;
import dev.oneport.config.ProxyConfig;
import dev.oneport.config.WebConfig;
import dev.oneport.testing.FakeHttp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPolicyTest {
  private final OriginPolicy policy =
      new OriginPolicy(
          web(CorsConfig.sameOriginOnly(), Set.of("https://friend.example", "capacitor://app")));

  private static WebConfig web(CorsConfig cors, Set<String> allowedOrigins) {
    return new WebConfig(
        "/socket.io",
        true,
        true,
        cors,
        allowedOrigins,
        ProxyConfig.none(),
        HttpConfig.defaults(),
        null);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "http://a.example,          a.example,      true",
        "http://a.example:8080,     a.example:8080, true",
        "http://a.example:80,       a.example,      true",
        "http://a.example,          a.example:80,   true",
        "https://a.example:443,     a.example,      true",
        "https://a.example,         a.example:443,  true",
        "https://a.example,         a.example,      true",
        "HTTP://A.example,          a.EXAMPLE,      true",
        "http://[::1]:8080,         [::1]:8080,     true",
        "http://[::1],              [::1]:80,       true",
        "https://friend.example,    a.example,      true",
        "capacitor://app,           a.example,      true",
        "-,                         a.example,      true",
        "-,                         -,              true",
        "http://a.example:443,      a.example,      false",
        "https://a.example:80,      a.example,      false",
        "http://a.example:8080,     a.example,      false",
        "http://a.example,          a.example:8080, false",
        "http://b.example,          a.example,      false",
        "http://a.example.evil,     a.example,      false",
        "http://evil-a.example,     a.example,      false",
        "http://a.example@evil,     a.example,      false",
        "http://user@a.example,     a.example,      false",
        "http://friend.example,     a.example,      false",
        "https://FRIEND.example,    a.example,      false",
        "null,                      a.example,      false",
        "'',                        a.example,      false",
        "a.example,                 a.example,      false",
        "file://,                   a.example,      false",
        "file://,                   '',             false",
        "http://a.example,          -,              false"
      })
  void onlyTheSameOriginAndTheConfiguredOnesMayConnect(
      @Nullable String origin, @Nullable String host, boolean allowed) {
    assertThat(policy.allows(request(origin, host).request())).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://b.example", "null", "anything"})
  void corsForEverybodyLetsEverybodyConnect(String origin) {
    CorsConfig any =
        new CorsConfig(
            true,
            Set.of(),
            false,
            List.of(),
            List.of(),
            List.of("GET"),
            0,
            CorsConfig.Preflight.DEFAULT);

    assertThat(new OriginPolicy(web(any, Set.of())).allows(request(origin, "a.example").request()))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.example,      true",
    "'tab\there',           true",
    "caf\u00e9,             true",
    "'line\nbreak',         false",
    "'null\u0000',          false",
    "'del\u007f',           false",
    "http://\u20ac.example, false"
  })
  void originMustHoldLegalHeaderCharacters(String origin, boolean legal) {
    assertThat(policy.isLegal(request(origin, "a.example").request())).isEqualTo(legal);
  }

  @Test
  void missingOriginIsLegal() {
    assertThat(policy.isLegal(request(null, "a.example").request())).isTrue();
  }

  private static FakeHttp request(@Nullable String origin, @Nullable String host) {
    if (origin == null) {
      return host == null ? FakeHttp.request("GET") : FakeHttp.request("GET", "Host", host);
    }
    return host == null
        ? FakeHttp.request("GET", "Origin", origin)
        : FakeHttp.request("GET", "Origin", origin, "Host", host);
  }

  /** An image or a script of a page of another site. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-,           -,                        true",
        "-,           http://b.example/,        true",
        "same-origin, -,                        true",
        "none,        -,                        true",
        "cross-site,  https://friend.example/x, true",
        "cross-site,  -,                        false",
        "cross-site,  http://b.example/a.example, false",
        "same-site,   -,                        false",
        "same-site,   http://b.a.example/,      false"
      })
  void whatForeignPagesIncludeDoesNotConnect(
      @Nullable String site, @Nullable String referer, boolean allowed) {
    assertThat(policy.allows(script(site, referer, "Mozilla/5.0").request())).isEqualTo(allowed);
  }

  /** What a script comes with: no {@code Origin}, whosever page includes it. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "same-origin, -,                        Mozilla/5.0, true",
        "none,        -,                        Mozilla/5.0, true",
        "cross-site,  -,                        Mozilla/5.0, false",
        "same-site,   -,                        Mozilla/5.0, false",
        "cross-site,  -,                        curl/8,      false",
        "-,           http://a.example/page,    Mozilla/5.0, true",
        "-,           http://a.example,         Mozilla/5.0, true",
        "cross-site,  https://friend.example/x, Mozilla/5.0, true",
        "-,           http://b.example/a.example, Mozilla/5.0, false",
        "-,           nonsense,                 Mozilla/5.0, false",
        "-,           -,                        Mozilla/5.0, false",
        "-,           -,                        Opera/9.80,  false",
        "-,           -,                        curl/8,      true",
        "-,           -,                        -,           true"
      })
  void scriptsShowWhosePageIncludesThem(
      @Nullable String site, @Nullable String referer, @Nullable String agent, boolean allowed) {
    assertThat(policy.allowsScript(script(site, referer, agent).request())).isEqualTo(allowed);
  }

  @Test
  void scriptsOfAnyPageAreAllowedWhereEveryOriginIs() {
    CorsConfig any =
        new CorsConfig(
            true,
            Set.of(),
            false,
            List.of(),
            List.of(),
            List.of(),
            0,
            CorsConfig.Preflight.DEFAULT);
    OriginPolicy open = new OriginPolicy(web(any, Set.of()));

    assertThat(open.allowsScript(script("cross-site", null, "Mozilla/5.0").request())).isTrue();
  }

  private static FakeHttp script(
      @Nullable String site, @Nullable String referer, @Nullable String agent) {
    List<String> headers = new ArrayList<>(List.of("Host", "a.example"));
    addHeader(headers, "Sec-Fetch-Site", site);
    addHeader(headers, "Referer", referer);
    addHeader(headers, "User-Agent", agent);
    return FakeHttp.request("GET", headers.toArray(String[]::new));
  }

  private static void addHeader(List<String> headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(name);
      headers.add(value);
    }
  }
}
