package dev.oneport.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.config.AddressRange;
import dev.oneport.config.ProxyConfig;
import dev.oneport.config.ProxyConfig.Header;
import dev.oneport.testing.Mutations;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a client writes into the headers by which proxies tell its address. */
class ClientAddressesPropertiesTest {
  private static final String PROXY = "10.0.0.1";
  private static final String CLIENT = "203.0.113.9";

  private static final List<String> LINES =
      List.of(
          "192.0.2.1, 10.0.0.7",
          "[2001:db8::17]:4711, \"10.0.0.7\", fe80::1%eth0",
          "for=192.0.2.60;proto=http;by=10.0.0.7, For=\"[2001:db8::17]:4711\"",
          "for=\"_a\\\"b;c,d\", for=unknown, for=10.0.0.7",
          "10.0.0.7, \"10.0.0.8, 203.0.113.10");

  private static ClientAddresses behindProxies(Header header) {
    return new ClientAddresses(new ProxyConfig(List.of(AddressRange.parse("10.0.0.0/8")), header));
  }

  /** It is believed, or the proxy is the client: an address in any case. */
  @ParameterizedTest
  @EnumSource
  void headers(Header header) {
    ClientAddresses addresses = behindProxies(header);
    new Mutations()
        .run(
            LINES,
            20_000,
            line -> {
              String client = addresses.of(PROXY, List.of(line));
              assertThat(AddressRange.address(client)).as(client).isNotNull();
              assertThat(addresses.of("192.0.2.99", List.of(line))).isEqualTo("192.0.2.99");
            });
  }

  /** What the proxy has added counts, whatever stood there before it. */
  @Test
  void nothingThatStandsBeforeChangesWhatTheProxyHasAdded() {
    ClientAddresses list = behindProxies(Header.X_FORWARDED_FOR);
    ClientAddresses forwarded = behindProxies(Header.FORWARDED);
    String node = "for=" + CLIENT;
    new Mutations()
        .run(
            LINES,
            20_000,
            line -> {
              assertThat(list.of(PROXY, List.of(line + ", " + CLIENT))).isEqualTo(CLIENT);
              assertThat(list.of(PROXY, List.of(line, CLIENT))).isEqualTo(CLIENT);
              assertThat(forwarded.of(PROXY, List.of(line + ", " + node))).isEqualTo(CLIENT);
              assertThat(forwarded.of(PROXY, List.of(line, node))).isEqualTo(CLIENT);
            });
  }
}
