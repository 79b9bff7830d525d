package dev.oneport.web.boot;

import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens, as far as it tells: Tomcat and WildFly do, over JMX. An application has
 * no other way to know before the first request.
 */
final class ServerAddresses {
  private static final System.Logger LOG = System.getLogger(ServerAddresses.class.getName());
  private static final String TOMCAT = "*:type=Connector,*";
  private static final String WILDFLY = "jboss.as:socket-binding-group=*,socket-binding=http*";

  private final MBeanServer server;

  private ServerAddresses(MBeanServer server) {
    this.server = server;
  }

  /**
   * As in {@code http://localhost:8080}, in the order of the alphabet; empty if it does not tell.
   */
  static List<String> find() {
    return new ServerAddresses(ManagementFactory.getPlatformMBeanServer()).all();
  }

  private List<String> all() {
    Set<String> addresses = new TreeSet<>();
    try {
      for (ObjectName connector : server.queryNames(new ObjectName(TOMCAT), null)) {
        add(
            addresses,
            String.valueOf(value(connector, "scheme")),
            value(connector, "address"),
            value(connector, "localPort"));
      }
      for (ObjectName binding : server.queryNames(new ObjectName(WILDFLY), null)) {
        add(
            addresses,
            String.valueOf(binding.getKeyProperty("socket-binding")),
            value(binding, "boundAddress"),
            value(binding, "boundPort"));
      }
    } catch (JMException | RuntimeException e) {
      LOG.log(Level.DEBUG, "the server does not tell where it listens: {0}", e.toString());
    }
    return List.copyOf(addresses);
  }

  private @Nullable Object value(ObjectName name, String attribute) throws JMException {
    return server.getAttribute(name, attribute);
  }

  private static void add(
      Set<String> addresses, String scheme, @Nullable Object address, @Nullable Object port) {
    if (scheme.startsWith("http") && port instanceof Integer number && number > 0) {
      addresses.add(scheme + "://" + host(address) + ":" + number);
    }
  }

  private static String host(@Nullable Object address) {
    String host =
        address instanceof InetAddress inet ? inet.getHostAddress() : Objects.toString(address, "");
    boolean any = host.isEmpty() || host.equals("0.0.0.0") || host.matches("[0:]+");
    return any ? "localhost" : host.indexOf(':') < 0 ? host : "[" + host + "]";
  }
}
