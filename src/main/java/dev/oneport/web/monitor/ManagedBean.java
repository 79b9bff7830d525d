package dev.oneport.web.monitor;

import dev.oneport.metrics.Metrics;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;

/**
 * The MBean of one application, {@code dev.oneport:type=Server,context=/app}, as long as it runs. A
 * second application of that path, on another virtual host or of another version, has {@code
 * instance=2} besides.
 */
public final class ManagedBean implements Monitor {
  private static final System.Logger LOG = System.getLogger(ManagedBean.class.getName());
  private static final String DOMAIN = "dev.oneport";
  private static final int MAX_INSTANCES = 100;

  /** Null if there is none: then monitoring does without, and clients notice nothing. */
  private final @Nullable ObjectName name;

  private ManagedBean(@Nullable ObjectName name) {
    this.name = name;
  }

  /**
   * Shows an application.
   *
   * @param contextPath empty for that of the root
   */
  public static ManagedBean register(String contextPath, String version, Metrics metrics) {
    try {
      OneportMXBean bean = new RealOneportBean(version, metrics);
      return new ManagedBean(register(contextPath, bean));
    } catch (JMException | RuntimeException e) {
      LOG.log(Level.WARNING, "jmx-failed: JMX will not show " + contextPath, e);
      return new ManagedBean(null);
    }
  }

  private static ObjectName register(String contextPath, OneportMXBean bean) throws JMException {
    for (int instance = 1; ; instance++) {
      ObjectName name = name(contextPath, instance);
      try {
        server().registerMBean(new StandardMBean(bean, OneportMXBean.class, true), name);
        return name;
      } catch (InstanceAlreadyExistsException e) {
        if (instance == MAX_INSTANCES) {
          throw e;
        }
      }
    }
  }

  static ObjectName name(String contextPath, int instance) throws JMException {
    String context = contextPath.isEmpty() ? "/" : contextPath;
    String value = context.matches("[^,=:\"*?\n]*") ? context : ObjectName.quote(context);
    String suffix = instance == 1 ? "" : ",instance=" + instance;
    return new ObjectName(DOMAIN + ":type=Server,context=" + value + suffix);
  }

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }

  /** It is shown no more. */
  @Override
  public void close() {
    if (name != null) {
      try {
        server().unregisterMBean(name);
      } catch (JMException | RuntimeException e) {
        LOG.log(Level.WARNING, "jmx-failed: JMX did not let go of " + name, e);
      }
    }
  }
}
