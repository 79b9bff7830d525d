package dev.oneport.it.app;

import dev.oneport.OneportCustomizer;
import dev.oneport.OneportOptions;

/** Sets options from code; named in META-INF/services. */
public final class CookieCustomizer implements OneportCustomizer {
  @Override
  public void customize(OneportOptions options) {
    options.cookie(true).cookieName("node");
  }
}
