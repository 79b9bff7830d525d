package dev.oneport.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.oneport.config.AddressRange;
import dev.oneport.config.ProxyConfig;
import dev.oneport.config.ProxyConfig.Header;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressesTest {
  private static final String PROXY = "10.0.0.1";

  private static ClientAddresses trusting(Header header, String... ranges) {
    return new ClientAddresses(
        new ProxyConfig(Stream.of(ranges).map(AddressRange::parse).toList(), header));
  }

  private static String behindProxies(Header header, String... lines) {
    return trusting(header, "10.0.0.0/8", "::1").of(PROXY, List.of(lines));
  }

  @Test
  void nobodyIsBelievedByDefault() {
    ClientAddresses addresses = new ClientAddresses(ProxyConfig.none());
    assertEquals(PROXY, addresses.of(PROXY, List.of("203.0.113.9")));
  }

  @Test
  void whoConnectsWithoutTrustedProxyIsTheClientWhateverItSays() {
    ClientAddresses addresses = trusting(Header.X_FORWARDED_FOR, "10.0.0.0/8");
    assertEquals("198.51.100.7", addresses.of("198.51.100.7", List.of("203.0.113.9")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          203.0.113.9                          | 203.0.113.9
          203.0.113.9, 10.0.0.7                | 203.0.113.9
          1.1.1.1, 203.0.113.9                 | 203.0.113.9
          127.0.0.1, 203.0.113.9, 10.0.0.7     | 203.0.113.9
          203.0.113.9:4711                     | 203.0.113.9
          [2001:db8::17]:4711                  | 2001:db8:0:0:0:0:0:17
          2001:db8::17                         | 2001:db8:0:0:0:0:0:17
          10.0.0.7, 10.0.0.8                   | 10.0.0.7
          203.0.113.9, unknown                 | 10.0.0.1
          203.0.113.9, example.org, 10.0.0.7   | 10.0.0.7
          203.0.113.9,                         | 10.0.0.1
          "203.0.113.9"                        | 203.0.113.9
          "203.0.113.9, 203.0.113.10           | 203.0.113.10
          [2001:db8::17                        | 10.0.0.1
          203.0.113.9:80:80                    | 10.0.0.1
          fe80::1%eth0                         | 10.0.0.1
          ::ffff:203.0.113.9                   | 203.0.113.9
          ::ffff:10.0.0.7, 10.0.0.8            | 10.0.0.7
          ,,,                                  | 10.0.0.1
          """)
  void theLastAddressThatNoTrustedProxyHas(String line, String client) {
    assertEquals(client, behindProxies(Header.X_FORWARDED_FOR, line));
  }

  @Test
  void severalLinesAreOneList() {
    assertEquals(
        "203.0.113.9", behindProxies(Header.X_FORWARDED_FOR, "1.1.1.1", "203.0.113.9", "10.0.0.7"));
  }

  @Test
  void proxyThatTellsNothingIsTheClient() {
    assertEquals(PROXY, behindProxies(Header.X_FORWARDED_FOR));
  }

  @Test
  void peerWithZone() {
    ClientAddresses addresses = trusting(Header.X_FORWARDED_FOR, "fe80::/10");
    assertEquals("203.0.113.9", addresses.of("fe80::1%eth0", List.of("203.0.113.9")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          for=203.0.113.9                                     | 203.0.113.9
          For="[2001:db8:cafe::17]:4711";proto=https          | 2001:db8:cafe:0:0:0:0:17
          proto=http;by=10.0.0.1;for=203.0.113.9:80           | 203.0.113.9
          for=1.1.1.1, for=203.0.113.9, for="[::1]"           | 203.0.113.9
          for=203.0.113.9, for=_hidden                        | 10.0.0.1
          for=203.0.113.9, for=unknown, for=10.0.0.7          | 10.0.0.7
          proto=https                                         | 10.0.0.1
          for="203.0.113.9:80"; host="a, for=1.1.1.1"         | 203.0.113.9
          for=203.0.113.9; host="a\\", for=1.1.1.1; x=\\""    | 203.0.113.9
          for="x, for=203.0.113.9                             | 203.0.113.9
          x="\\, for=203.0.113.9; host="a"                     | 203.0.113.9
          for=203.0.113.9; for=1.1.1.1                        | 10.0.0.1
          for="_a", for=203.0.113.9                           | 203.0.113.9
          for=203.0.113.9:_port                               | 203.0.113.9
          for="[2001:db8::17"                                 | 10.0.0.1
          for                                                 | 10.0.0.1
          """)
  void forwarded(String line, String client) {
    assertEquals(client, behindProxies(Header.FORWARDED, line));
  }
}
