package dev.oneport.config;

import java.net.InetAddress;
import java.util.List;

/**
 * Whom to believe who a client is.
 *
 * @param trusted where proxies are that tell the truth about the address of their clients
 * @param header in which they tell it: the other one may come from anybody
 */
public record ProxyConfig(List<AddressRange> trusted, Header header) {
  /** How a proxy names its client. */
  public enum Header {
    /** Addresses, the nearest last. */
    X_FORWARDED_FOR("X-Forwarded-For"),
    /** RFC 7239. */
    FORWARDED("Forwarded");

    private final String text;

    Header(String text) {
      this.text = text;
    }

    /** Its name in HTTP. */
    public String text() {
      return text;
    }
  }

  public ProxyConfig {
    trusted = List.copyOf(trusted);
  }

  /** Nobody is believed: who connects is the client. */
  public static ProxyConfig none() {
    return new ProxyConfig(List.of(), Header.X_FORWARDED_FOR);
  }

  /** Whether a trusted proxy is there. */
  public boolean trusts(InetAddress address) {
    return trusted.stream().anyMatch(range -> range.contains(address));
  }
}
