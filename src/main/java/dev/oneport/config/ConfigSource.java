package dev.oneport.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place that settings are read from. */
public interface ConfigSource {
  /** What all names begin with. */
  String PREFIX = "oneport.";

  /** The same in an environment variable, in each of the spellings. */
  Pattern OWN_VARIABLE = Pattern.compile("oneport[._]|ONEPORT_");

  /** What Kubernetes tells every container about a service whose name is oneport. */
  Pattern OF_KUBERNETES = Pattern.compile("ONEPORT_(SERVICE|PORT)(_[A-Z0-9_]+)?");

  /** The value of a setting as text; null if this source has none. */
  @Nullable String value(String name);

  /** How a message names the place of a setting, as {@code environment variable X}. */
  String describe(String name);

  /**
   * The names in it that are Oneport's by their beginning, known or not, as they are spelt there;
   * empty if this source can't tell.
   */
  Set<String> names();

  /** How the name of a setting may be spelt there, the usual spelling first. */
  default List<String> spellings(String setting) {
    return List.of(setting);
  }

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

      @Override
      public Set<String> names() {
        Set<String> names = new TreeSet<>(variables.keySet());
        names.removeIf(name -> !OWN_VARIABLE.matcher(name).lookingAt());
        names.removeIf(name -> OF_KUBERNETES.matcher(name).matches());
        return names;
      }

      @Override
      public List<String> spellings(String setting) {
        return List.of(environmentName(setting), underscored(setting), setting);
      }
    };
  }

  /** The context-params of web.xml. */
  static ConfigSource contextParams(Map<String, String> params) {
    return values("the context-param in web.xml", params);
  }

  /**
   * Values read before.
   *
   * @param where how a message names the place, the same for all of them
   */
  static ConfigSource values(String where, Map<String, String> values) {
    Map<String, String> copy = Map.copyOf(values);
    return new ConfigSource() {
      @Override
      public @Nullable String value(String name) {
        return copy.get(name);
      }

      @Override
      public String describe(String name) {
        return where;
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
    ours.removeIf(name -> !name.startsWith(PREFIX));
    return ours;
  }
}
