package dev.oneport.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,127.0.0.1,true",
    "127.0.0.1,127.0.0.2,false",
    "10.0.0.0/8,10.255.255.255,true",
    "10.0.0.0/8,11.0.0.0,false",
    "192.168.4.0/22,192.168.7.255,true",
    "192.168.4.0/22,192.168.8.0,false",
    "10.1.2.3/8,10.9.9.9,true",
    "0.0.0.0/0,203.0.113.9,true",
    "0.0.0.0/0,::1,false",
    "::1,0:0:0:0:0:0:0:1,true",
    "fd00::/8,fdff::1,true",
    "fd00::/8,fe00::1,false",
    "2001:db8::/33,2001:db8:7fff::,true",
    "2001:db8::/33,2001:db8:8000::,false",
    "10.0.0.0/8,::ffff:10.1.1.1,true"
  })
  void containsWhatBeginsAlike(String range, String address, boolean contained) {
    assertEquals(
        contained,
        AddressRange.parse(range).contains(Objects.requireNonNull(AddressRange.address(address))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "10.0.0/8", "::/129",
        "localhost", "256.0.0.1", "1.2.3.4.5", "1.2.3", "g::1", "1::2::3", "10.0.0.0/8/8", "[::1]"
      })
  void refusesWhatIsNone(String text) {
    assertThrows(IllegalArgumentException.class, () -> AddressRange.parse(text));
  }

  @Test
  void looksNoNameUp() {
    assertNull(AddressRange.address("localhost"));
    assertNull(AddressRange.address("127.1"));
  }
}
