package dev.oneport.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads who a request came from, as each proxy on its way has noted it at the right end of a
 * header. It is read from there, too: what a client has put in before, such as a quote that nothing
 * closes, can't change the meaning of what its proxies have added.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239#section-4">RFC 7239, 4</a>
 */
final class ForwardedHops {
  private ForwardedHops() {}

  /**
   * The nodes of X-Forwarded-For.
   *
   * @param lines of the header, in their order
   * @return the nearest first, with their ports
   */
  static List<String> ofList(List<String> lines) {
    return elements(lines).stream().map(ForwardedHops::node).toList();
  }

  /**
   * The nodes that the elements of Forwarded are {@code for}.
   *
   * @param lines of the header, in their order
   * @return the nearest first, with their ports; empty for an element that tells none, or several
   */
  static List<String> ofForwarded(List<String> lines) {
    return elements(lines).stream().map(ForwardedHops::forwardedFor).toList();
  }

  /** Section 6: {@code 192.0.2.43:47011}, {@code [2001:db8::17]:4711}; an IPv6 address as it is. */
  static String withoutPort(String node) {
    if (node.startsWith("[")) {
      int end = node.indexOf(']');
      return end < 0 ? "" : node.substring(1, end);
    }
    int colon = node.indexOf(':');
    return colon < 0 || colon != node.lastIndexOf(':') ? node : node.substring(0, colon);
  }

  private static List<String> elements(List<String> lines) {
    List<String> elements = new ArrayList<>();
    for (int i = lines.size() - 1; i >= 0; i--) {
      elements.addAll(fromTheRight(lines.get(i), ','));
    }
    return elements;
  }

  private static String forwardedFor(String element) {
    List<String> nodes = new ArrayList<>();
    for (String pair : fromTheRight(element, ';')) {
      if (pair.regionMatches(true, 0, "for=", 0, 4)) {
        nodes.add(node(pair.substring(4)));
      }
    }
    return nodes.size() == 1 ? nodes.get(0) : "";
  }

  /** A token or a quoted string; some proxies quote in X-Forwarded-For as well. */
  private static String node(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** The parts between separators that are not in a quoted string, the last first. */
  private static List<String> fromTheRight(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int end = text.length();
    for (int i = text.length() - 1; i >= 0; i--) {
      char c = text.charAt(i);
      if (c == '"') {
        i = openingQuote(text, i);
      } else if (c == separator) {
        parts.add(text.substring(i + 1, end).strip());
        end = i;
      }
    }
    parts.add(text.substring(0, end).strip());
    return Collections.unmodifiableList(parts);
  }

  /** Where the quoted string begins that ends at {@code close}; -1 if nowhere. */
  private static int openingQuote(String text, int close) {
    for (int i = close - 1; i >= 0; i--) {
      if (text.charAt(i) == '"' && !isEscaped(text, i)) {
        return i;
      }
    }
    return -1;
  }

  /** RFC 9110, 5.6.4: after an odd number of backslashes. */
  private static boolean isEscaped(String text, int index) {
    int backslashes = 0;
    while (backslashes < index && text.charAt(index - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }
}
