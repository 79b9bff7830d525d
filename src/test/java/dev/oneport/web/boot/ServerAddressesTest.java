package dev.oneport.web.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerAddressesTest {
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final List<ObjectName> registered = new ArrayList<>();

  /** What Tomcat tells about a connector. */
  public interface Connector {
    /** {@code http} or {@code https}. */
    String getscheme();

    /** An address; null for all. */
    InetAddress getaddress();

    /** -1 while it is not bound. */
    int getlocalPort();
  }

  /** What WildFly tells about a socket binding. */
  public interface SocketBinding {
    /** As text. */
    String getboundAddress();

    /** The port. */
    Integer getboundPort();
  }

  private record TomcatConnector(String getscheme, InetAddress getaddress, int getlocalPort)
      implements Connector {}

  private record WildFlyBinding(String getboundAddress, Integer getboundPort)
      implements SocketBinding {}

  private <T> void register(String name, T bean, Class<T> type) throws Exception {
    ObjectName objectName = new ObjectName(name);
    server.registerMBean(new StandardMBean(bean, type), objectName);
    registered.add(objectName);
  }

  @AfterEach
  void unregister() throws Exception {
    for (ObjectName name : registered) {
      server.unregisterMBean(name);
    }
  }

  @Test
  void serversThatSayNothingHaveNone() {
    assertThat(ServerAddresses.find()).isEmpty();
  }

  @Test
  void tomcatTellsItsConnectors() throws Exception {
    InetAddress any = InetAddress.getByName("0.0.0.0");
    InetAddress local = InetAddress.getLoopbackAddress();
    register(
        "Catalina:type=Connector,port=8080",
        new TomcatConnector("http", any, 8080),
        Connector.class);
    register(
        "Catalina:type=Connector,port=8443",
        new TomcatConnector("https", local, 8443),
        Connector.class);
    register(
        "Catalina:type=Connector,port=8009",
        new TomcatConnector("ajp", any, 8009),
        Connector.class);
    register(
        "Catalina:type=Connector,port=0", new TomcatConnector("http", any, -1), Connector.class);

    assertThat(ServerAddresses.find())
        .containsExactly("http://localhost:8080", "https://127.0.0.1:8443");
  }

  @Test
  void wildFlyTellsItsBindings() throws Exception {
    register(
        "jboss.as:socket-binding-group=standard-sockets,socket-binding=http",
        new WildFlyBinding("127.0.0.1", 8080),
        SocketBinding.class);
    register(
        "jboss.as:socket-binding-group=standard-sockets,socket-binding=https",
        new WildFlyBinding("0:0:0:0:0:0:0:1", 8443),
        SocketBinding.class);

    assertThat(ServerAddresses.find())
        .containsExactly("http://127.0.0.1:8080", "https://[0:0:0:0:0:0:0:1]:8443");
  }
}
