package dev.oneport.config;

import dev.oneport.OneportCustomizer;
import dev.oneport.OneportOptions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an application's {@link OneportCustomizer}s set. Used by the thread that starts it. */
final class CodeOptions implements OneportOptions, ConfigSource {
  private final Map<String, String> values = new TreeMap<>();

  /** Asks all of them, in their order. */
  static CodeOptions of(Iterable<? extends OneportCustomizer> customizers) {
    CodeOptions options = new CodeOptions();
    customizers.forEach(customizer -> customizer.customize(options));
    return options;
  }

  @Override
  public OneportOptions set(String name, String value) {
    values.put(name, value);
    return this;
  }

  @Override
  public @Nullable String value(String name) {
    return values.get(name);
  }

  @Override
  public String describe(String name) {
    return "a OneportCustomizer";
  }

  @Override
  public Set<String> names() {
    return Set.copyOf(values.keySet());
  }
}
