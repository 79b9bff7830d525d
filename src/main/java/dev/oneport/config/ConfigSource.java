package dev.oneport.config;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A place that settings are read from. */
public interface ConfigSource {

  /** The value of a setting as text; null if this source has none. */
  @Nullable String value(String name);

  /** How a message names the place of a setting, as {@code environment variable X}. */
  String describe(String name);

  /**
   * The names in it that begin with {@code oneport.}, known or not; empty if this source can't
   * tell.
   */
  Set<String> names();

  /** System properties. */
  static ConfigSource systemProperties(Properties properties) {
    // A Properties' defaults are found only by its own methods.
    return new ConfigSource() {
      @Override
      public @Nullable String value(String name) {
        return properties.getProperty(name);
      }

      @Override
      public String describe(String name) {
        return "the system property";
      }

      @Override
      public Set<String> names() {
        return ours(properties.stringPropertyNames());
      }
    };
  }

  /**
   * Environment variables: {@code oneport.cors.origins} is looked for as such, as {@code
   * oneport_cors_origins} and as {@code ONEPORT_CORS_ORIGINS}.
   *
   * @see <a
   *     href="https://download.eclipse.org/microprofile/microprofile-config-3.0/microprofile-config-spec-3.0.html#default_configsources.env.mapping">MicroProfile
   *     Config 3.0, Environment Variables Mapping Rules</a>
   */
  static ConfigSource environment(Map<String, String> variables) {
    return new ConfigSource() {
      @Override
      public @Nullable String value(String name) {
        String variable = variable(name);
        return variable == null ? null : variables.get(variable);
      }

      @Override
      public String describe(String name) {
        return "the environment variable " + variable(name);
      }

      private @Nullable String variable(String name) {
        String underscored = underscored(name);
        for (String candidate : new String[] {name, underscored, environmentName(name)}) {
          if (variables.containsKey(candidate)) {
            return candidate;
          }
        }
        return null;
      }

      /** None: tools of other kinds may well use variables of that beginning. */
      @Override
      public Set<String> names() {
        return Set.of();
      }
    };
  }

  /** The context-params of web.xml. */
  static ConfigSource contextParams(Map<String, String> params) {
    Map<String, String> copy = Map.copyOf(params);
    return new ConfigSource() {
      @Override
      public @Nullable String value(String name) {
        return copy.get(name);
      }

      @Override
      public String describe(String name) {
        return "the context-param in web.xml";
      }

      @Override
      public Set<String> names() {
        return ours(copy.keySet());
      }
    };
  }

  /** The upper-case name of the environment variable for a setting. */
  static String environmentName(String name) {
    return underscored(name).toUpperCase(Locale.ROOT);
  }

  private static String underscored(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_");
  }

  private static Set<String> ours(Set<String> names) {
    Set<String> ours = new TreeSet<>(names);
    ours.removeIf(name -> !name.startsWith("oneport."));
    return ours;
  }
}
