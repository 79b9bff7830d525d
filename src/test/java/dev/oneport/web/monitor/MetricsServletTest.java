package dev.oneport.web.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.config.ApiKey;
import dev.oneport.config.MetricsConfig;
import dev.oneport.metrics.Families;
import dev.oneport.metrics.Metrics;
import dev.oneport.testing.FakeHttp;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsServletTest {
  private static final String KEY = "key-of-prometheus";

  private final MetricsServlet servlet =
      new MetricsServlet(
          new MetricsConfig(List.of(key("other", "another-key"), key("prometheus", KEY))),
          new Families("1.2.3", new Metrics()));

  private static ApiKey key(String name, String key) {
    return ApiKey.ofHash(name, "sha256:" + HexFormat.of().formatHex(ApiKey.hashOf(key)));
  }

  private FakeHttp get(String... headers) throws Exception {
    FakeHttp http = FakeHttp.request("GET", headers);
    servlet.service(http.request(), http.response());
    return http;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer key-of-prometheus", "bearer  key-of-prometheus"})
  void whoHasAKeyReadsThem(String authorization) throws Exception {
    FakeHttp http = get("Authorization", authorization);

    assertThat(http.status()).isEqualTo(200);
    assertThat(http.headers().get("Content-Type"))
        .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(http.take())
        .startsWith("# TYPE oneport info\n")
        .contains("oneport_info{version=\"1.2.3\"} 1\n")
        .endsWith("# EOF\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer key-of-prometheu", "Bearer ", "key-of-prometheus", "Basic a2V5"})
  void nobodyElseDoes(String authorization) throws Exception {
    FakeHttp http = get("Authorization", authorization);

    assertThat(http.status()).isEqualTo(401);
    assertThat(http.headers().get("WWW-Authenticate")).startsWith("Bearer realm=\"oneport\"");
    assertThat(http.take())
        .contains("urn:oneport:problem:unauthorized")
        .doesNotContain("oneport_")
        .doesNotContain("key-of");
  }

  @Test
  void withoutKeyItIsAskedFor() throws Exception {
    assertThat(get().headers().get("WWW-Authenticate")).isEqualTo("Bearer realm=\"oneport\"");
  }
}
