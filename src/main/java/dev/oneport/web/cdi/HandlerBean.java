package dev.oneport.web.cdi;

import jakarta.enterprise.inject.spi.Bean;
import java.util.List;

/**
 * A bean marked with {@code @SocketNamespace}.
 *
 * @param namespace its name, beginning with a slash; or a pattern of names
 * @param isPattern which of them
 * @param methods those that handle something, in a fixed order
 */
record HandlerBean(Bean<?> bean, String namespace, boolean isPattern, List<HandlerMethod> methods) {

  /** The name of a namespace with its leading slash. */
  static String normalized(String namespace) {
    return namespace.startsWith("/") ? namespace : "/" + namespace;
  }
}
