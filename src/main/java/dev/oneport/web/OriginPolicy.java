package dev.oneport.web;

import dev.oneport.config.WebConfig;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whose pages may connect: the same for every transport. By default those of the same origin, and
 * clients that are no pages and send no {@code Origin}.
 */
public final class OriginPolicy {
  private final WebConfig config;
  private final Predicate<String> rule;

  /** With the origins allowed besides a request's own. */
  public OriginPolicy(WebConfig config) {
    this(config, origin -> false);
  }

  /**
   * With the origins allowed besides a request's own.
   *
   * @param rule of the application, for further ones
   */
  public OriginPolicy(WebConfig config, Predicate<String> rule) {
    this.config = config;
    this.rule = rule;
  }

  /**
   * Whether a request's origin may connect. What a page includes, as an image or a script, comes
   * without {@code Origin} and with the cookies of its visitor: the browser says that it is of
   * another site, and the {@code Referer} of which.
   */
  public boolean allows(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    if (origin != null) {
      return isSameOrigin(origin, request.getHeader("Host"))
          || config.allowsForeignOrigin(origin)
          || rule.test(origin);
    }
    String site = request.getHeader("Sec-Fetch-Site");
    return site == null || isOwnSite(site) || allowsReferer(request);
  }

  private static boolean isOwnSite(@Nullable String site) {
    return "same-origin".equals(site) || "none".equals(site);
  }

  /**
   * Whether the page that includes an answer as a script may read it. A script can be included by
   * any page and comes without {@code Origin}, so it has to show by other headers whose it is;
   * clients that are no browsers need not.
   */
  public boolean allowsScript(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    boolean isNoBrowser =
        site == null && request.getHeader("Referer") == null && !isBrowser(request);
    return isOwnSite(site) || isNoBrowser || allowsReferer(request);
  }

  /**
   * Whether the page may connect that a request comes from; one that does not tell, where all may.
   */
  private boolean allowsReferer(HttpServletRequest request) {
    String referer = request.getHeader("Referer");
    if (referer == null) {
      return config.cors().anyOrigin();
    }
    int path = referer.indexOf('/', referer.indexOf("://") + 3);
    String origin = path < 0 ? referer : referer.substring(0, path);
    return isSameOrigin(origin, request.getHeader("Host")) || config.allowsForeignOrigin(origin);
  }

  /** No page can make its browser say anything else. */
  private static boolean isBrowser(HttpServletRequest request) {
    String agent = request.getHeader("User-Agent");
    return agent != null && (agent.startsWith("Mozilla/") || agent.startsWith("Opera/"));
  }

  /** Whether the {@code Origin} header, if any, holds only characters legal in a header. */
  public boolean isLegal(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    return origin == null
        || origin.chars().allMatch(c -> c == '\t' || (c >= 0x20 && c != 0x7f && c <= 0xff));
  }

  /**
   * Compares host and port. The scheme is left out: behind a proxy that ends TLS the browser's is
   * {@code https} and ours {@code http}.
   */
  static boolean isSameOrigin(String origin, @Nullable String host) {
    int authority = origin.indexOf("://");
    if (authority < 0 || host == null || host.isEmpty()) {
      return false;
    }
    String scheme = origin.substring(0, authority).toLowerCase(Locale.ROOT);
    String theirs = origin.substring(authority + 3).toLowerCase(Locale.ROOT);
    String ours = host.toLowerCase(Locale.ROOT);
    String port = scheme.equals("https") ? ":443" : ":80";
    return theirs.equals(ours) || without(port, theirs).equals(without(port, ours));
  }

  private static String without(String port, String authority) {
    return authority.endsWith(port)
        ? authority.substring(0, authority.length() - port.length())
        : authority;
  }
}
