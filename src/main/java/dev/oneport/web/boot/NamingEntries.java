package dev.oneport.web.boot;

import dev.oneport.config.ConfigSource;
import dev.oneport.config.Setting;
import dev.oneport.config.Settings;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameClassPair;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * The settings among the application's {@code env-entry}s: names below {@code java:comp/env}, of
 * any type that has a text.
 */
final class NamingEntries {
  private static final System.Logger LOG = System.getLogger(NamingEntries.class.getName());
  private static final String ENVIRONMENT = "java:comp/env";

  private NamingEntries() {}

  /** Reads them; on the thread that starts the application. None on a server without JNDI. */
  static ConfigSource read() {
    Map<String, String> values = new TreeMap<>();
    Context environment = environment();
    if (environment != null) {
      for (String name : names(environment)) {
        Object value = lookUp(environment, name);
        if (value != null) {
          values.put(name, value.toString());
        }
      }
    }
    return ConfigSource.values("the env-entry in JNDI", values);
  }

  @SuppressWarnings("BanJNDI") // A constant of the specification.
  private static @Nullable Context environment() {
    try {
      return InitialContext.doLookup(ENVIRONMENT) instanceof Context found ? found : null;
    } catch (NamingException | RuntimeException | LinkageError none) {
      LOG.log(Level.DEBUG, "no {0}: {1}", ENVIRONMENT, none.toString());
      return null;
    }
  }

  /** Those of the settings, since not every server can list; and those that it lists. */
  private static Set<String> names(Context environment) {
    Set<String> names = new TreeSet<>();
    for (Setting<?> setting : Settings.all()) {
      names.add(setting.name());
    }
    try {
      NamingEnumeration<NameClassPair> listed = environment.list("");
      while (listed.hasMore()) {
        String name = withoutFolder(listed.next().getName());
        if (name.startsWith(ConfigSource.PREFIX)) {
          names.add(name);
        }
      }
      listed.close();
    } catch (NamingException | RuntimeException e) {
      LOG.log(Level.DEBUG, "{0} can not be listed: {1}", ENVIRONMENT, e.toString());
    }
    return names;
  }

  /** Payara and GlassFish list whole names, as in {@code java:comp/env/oneport.path}. */
  private static String withoutFolder(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  @SuppressWarnings("BanJNDI") // Our own names, or the administrator's.
  private static @Nullable Object lookUp(Context environment, String name) {
    try {
      return environment.lookup(name);
    } catch (NamingException | RuntimeException none) {
      return null;
    }
  }
}
