package dev.oneport.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "2001:db8:1:2::1, 20010db800010002::/64",
    "2001:DB8:1:2:ffff:ffff:ffff:ffff, 20010db800010002::/64",
    "2001:db8:1:3::1, 20010db800010003::/64",
    "fe80::1%eth0, fe80000000000000::/64",
    "::1, 0000000000000000::/64",
    "'', ''",
    "proxy.example, proxy.example",
    "no:address, no:address",
    "1:2, 1:2",
  })
  void hostsOfOneNetworkAreOne(String address, String group) {
    assertThat(Addresses.group(address)).isEqualTo(group);
  }
}
