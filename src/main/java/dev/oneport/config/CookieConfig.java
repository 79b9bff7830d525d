package dev.oneport.config;

/**
 * The cookie by which a load balancer may recognise a session: it carries the session's id.
 *
 * @param name of RFC 6265
 * @param path empty leaves the attribute out
 * @param domain empty leaves the attribute out
 * @param httpOnly whether scripts of the page can't read it
 * @param secure whether browsers send it over TLS only
 * @param partitioned whether it is kept apart for each top-level site
 * @param sameSite {@code Lax}, {@code Strict} or {@code None}; empty leaves the attribute out
 * @param maxAgeSeconds negative leaves the attribute out
 * @param priority {@code Low}, {@code Medium} or {@code High}; empty leaves the attribute out
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265#section-4.1">RFC 6265, Set-Cookie</a>
 */
public record CookieConfig(
    String name,
    String path,
    String domain,
    boolean httpOnly,
    boolean secure,
    boolean partitioned,
    String sameSite,
    int maxAgeSeconds,
    String priority) {

  /**
   * The value of a {@code Set-Cookie} header.
   *
   * @param value without characters that a cookie's value can't have
   */
  public String setCookie(String value) {
    StringBuilder header = new StringBuilder(name).append('=').append(value);
    if (maxAgeSeconds >= 0) {
      header.append("; Max-Age=").append(maxAgeSeconds);
    }
    append(header, "; Domain=", domain);
    append(header, "; Path=", path);
    header.append(httpOnly ? "; HttpOnly" : "");
    header.append(secure ? "; Secure" : "");
    header.append(partitioned ? "; Partitioned" : "");
    append(header, "; Priority=", priority);
    append(header, "; SameSite=", sameSite);
    return header.toString();
  }

  private static void append(StringBuilder header, String attribute, String value) {
    if (!value.isEmpty()) {
      header.append(attribute).append(value);
    }
  }
}
