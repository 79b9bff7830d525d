package dev.oneport.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.config.ApiKey;
import dev.oneport.config.ConfigReader;
import dev.oneport.config.ConfigSource;
import dev.oneport.config.OneportConfig;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageStateTest {
  private static final String KEY = "a-key-with-\"quotes\"";

  @Test
  void onlyLoopbackGetsTheKey() {
    OneportConfig config =
        config(
            Map.of(
                "oneport.page.key",
                KEY,
                "oneport.api.keys",
                "run=sha256:" + HexFormat.of().formatHex(ApiKey.hashOf(KEY))));

    assertThat(PageStateServlet.state(config.web(), true, true))
        .isEqualTo(
            "{\"path\":\"/socket.io/\",\"publish\":\"open\",\"anyOrigin\":false,\"key\":\"a-key-with-\\\"quotes\\\"\"}");
    assertThat(PageStateServlet.state(config.web(), true, false))
        .isEqualTo("{\"path\":\"/socket.io/\",\"publish\":\"open\",\"anyOrigin\":false}");
  }

  @Test
  void pageIsToldThatPublishingIsClosed() {
    assertThat(PageStateServlet.state(config(Map.of("oneport.path", "/io")).web(), false, true))
        .isEqualTo("{\"path\":\"/io/\",\"publish\":\"closed\",\"anyOrigin\":false}");
  }

  @Test
  void pageIsToldThatPagesOfAnyOriginMayConnect() {
    OneportConfig config = config(Map.of("oneport.cors.origins", "*"));
    assertThat(PageStateServlet.state(config.web(), true, true)).contains("\"anyOrigin\":true");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,localhost:8080",
    "127.0.0.1,127.0.0.1",
    "127.9.9.9,LocalHost",
    "0:0:0:0:0:0:0:1,[::1]:8080",
    "::1,localhost",
  })
  void ownPageOnThisMachinePasses(String address, String host) {
    assertThat(LoopbackCheck.passes(request(address, Map.of("Host", host)))).isTrue();
    assertThat(
            LoopbackCheck.passes(
                request(address, Map.of("Host", host, "Sec-Fetch-Site", "same-origin"))))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "192.168.1.2", "::ffff:10.0.0.1", "fe80::1", "localhost", ""})
  void otherMachinesDoNot(String address) {
    assertThat(LoopbackCheck.passes(request(address, Map.of("Host", "localhost")))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "localhost:8080.evil.example",
        "127.0.0.2",
        ""
      })
  void otherNamesOfThisMachineDoNot(String host) {
    assertThat(LoopbackCheck.passes(request("127.0.0.1", Map.of("Host", host)))).isFalse();
  }

  @Test
  void requestWithoutHostDoesNot() {
    assertThat(LoopbackCheck.passes(request("127.0.0.1", Map.of()))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "X-Forwarded-For,127.0.0.1",
    "x-forwarded-proto,https",
    "Forwarded,for=127.0.0.1",
    "X-Real-IP,127.0.0.1",
    "Via,1.1 proxy",
    "Origin,http://localhost:8080",
    "Origin,null",
    "Sec-Fetch-Site,cross-site",
    "Sec-Fetch-Site,same-site",
  })
  void passedOnOrMadeByAnotherPageDoesNot(String header, String value) {
    Map<String, String> headers = Map.of("Host", "localhost:8080", header, value);

    assertThat(LoopbackCheck.passes(request("127.0.0.1", headers))).isFalse();
  }

  private static OneportConfig config(Map<String, String> params) {
    return ConfigReader.read(List.of(ConfigSource.contextParams(params)));
  }

  private static HttpServletRequest request(String address, Map<String, String> headers) {
    TreeMap<String, String> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    ignoringCase.putAll(headers);
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            PageStateTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (self, method, args) ->
                switch (method.getName()) {
                  case "getRemoteAddr" -> address;
                  case "getHeader" -> ignoringCase.get((String) args[0]);
                  case "getHeaderNames" -> Collections.enumeration(headers.keySet());
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
