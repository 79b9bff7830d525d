package dev.oneport.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of the Internet Protocol that begin alike. An IPv4 address written as one of IPv6 is
 * the IPv4 address. Immutable.
 *
 * @param network the first of them: bits after the prefix do not count
 * @param prefixBits how many bits are the same in all of them
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4632#section-3.1">RFC 4632, 3.1</a>
 */
public record AddressRange(InetAddress network, int prefixBits) {
  private static final Pattern IPV4 =
      Pattern.compile(
          "(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])");

  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");
  private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");

  /** Refuses prefixes longer than the address. */
  public AddressRange {
    if (prefixBits < 0 || prefixBits > network.getAddress().length * Byte.SIZE) {
      throw new IllegalArgumentException(network.getHostAddress() + "/" + prefixBits);
    }
  }

  /**
   * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or a single address.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress network = address(slash < 0 ? text : text.substring(0, slash));
    if (network == null) {
      throw new IllegalArgumentException(text);
    }
    if (slash < 0) {
      return new AddressRange(network, network.getAddress().length * Byte.SIZE);
    }
    String bits = text.substring(slash + 1);
    if (!BITS.matcher(bits).matches()) {
      throw new IllegalArgumentException(text);
    }
    return new AddressRange(network, Integer.parseInt(bits));
  }

  /** Reads an address; null for what is none, such as a name: nothing is looked up. */
  public static @Nullable InetAddress address(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException notAnAddress) {
      return null;
    }
  }

  /** Whether that address is one of them. */
  public boolean contains(InetAddress address) {
    byte[] ours = network.getAddress();
    byte[] other = address.getAddress();
    if (ours.length != other.length) {
      return false;
    }
    for (int i = 0, bits = prefixBits; bits > 0; i++, bits -= Byte.SIZE) {
      int mask = bits >= Byte.SIZE ? 0xff : 0xff << (Byte.SIZE - bits);
      if (((ours[i] ^ other[i]) & mask & 0xff) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefixBits;
  }
}
