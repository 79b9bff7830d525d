package dev.oneport.it.app;

import dev.oneport.OneportCustomizer;
import dev.oneport.OneportOptions;
import jakarta.enterprise.context.ApplicationScoped;

/** Sets options from code; found as a bean. */
@ApplicationScoped
public class CustomizerBean implements OneportCustomizer {
  @Override
  public void customize(OneportOptions options) {
    options.httpCompressionThreshold(60);
  }
}
