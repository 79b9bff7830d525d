package dev.oneport.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** Who counts as one by address. Stateless. */
final class Addresses {
  private static final int NETWORK_BYTES = 8;

  private Addresses() {}

  /**
   * A name for whoever has an address: of IPv6 the network of 64 bits, in which one host may take
   * any address. What is no address is its own name; nothing is looked up.
   */
  static String group(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      int zone = address.indexOf('%');
      String bare = zone < 0 ? address : address.substring(0, zone);
      return isLiteral(bare) && InetAddress.getByName(bare) instanceof Inet6Address ip
          ? HexFormat.of().formatHex(ip.getAddress(), 0, NETWORK_BYTES) + "::/64"
          : unmapped(bare);
    } catch (UnknownHostException notAnAddress) {
      return address;
    }
  }

  /** An IPv4 address that is written as one of IPv6 is that address. */
  private static String unmapped(String bare) throws UnknownHostException {
    return isLiteral(bare) ? InetAddress.getByName(bare).getHostAddress() : bare;
  }

  /** With a colon such a text is never looked up. */
  private static boolean isLiteral(String text) {
    return text.chars().allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0);
  }
}
