package dev.oneport.web.boot;

import dev.oneport.config.ConfigSource;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * What MicroProfile Config says about the application. It counts system properties and environment
 * variables among its sources; Oneport has asked those before.
 *
 * @see <a
 *     href="https://download.eclipse.org/microprofile/microprofile-config-3.0/microprofile-config-spec-3.0.html">MicroProfile
 *     Config 3.0</a>
 */
final class MicroProfileConfig implements ConfigSource {
  private static final System.Logger LOG = System.getLogger(MicroProfileConfig.class.getName());

  private final Config config;
  private final Set<String> variables;

  /**
   * A view of it.
   *
   * @param variables the names of environment variables
   */
  MicroProfileConfig(Config config, Set<String> variables) {
    this.config = config;
    this.variables = Set.copyOf(variables);
  }

  /**
   * That of the application whose class loader this is.
   *
   * @return null on a server without it
   */
  static @Nullable ConfigSource find(ClassLoader loader) {
    try {
      return new MicroProfileConfig(ConfigProvider.getConfig(loader), System.getenv().keySet());
    } catch (LinkageError | RuntimeException none) {
      LOG.log(Level.DEBUG, "no MicroProfile Config: {0}", none.toString());
      return null;
    }
  }

  @Override
  public @Nullable String value(String name) {
    return config.getConfigValue(name).getValue();
  }

  @Override
  public String describe(String name) {
    ConfigValue value = config.getConfigValue(name);
    return "MicroProfile Config, " + value.getSourceName();
  }

  @Override
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (String name : config.getPropertyNames()) {
      if (name.startsWith(PREFIX) && !isVariable(name)) {
        names.add(name);
      }
    }
    return names;
  }

  /** WildFly lists environment variables, too, as the names that they may stand for. */
  private boolean isVariable(String name) {
    return variables.contains(ConfigSource.environmentName(name));
  }
}
