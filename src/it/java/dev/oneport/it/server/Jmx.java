package dev.oneport.it.server;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Reads the MBeans of a server as jconsole does. One thread. */
public final class Jmx implements AutoCloseable {

  private final JMXConnector connector;

  private Jmx(JMXConnector connector) {
    this.connector = connector;
  }

  /** Attaches to a process on this machine, of the same user. */
  @SuppressWarnings("BanJNDI") // The address is what the process has just told.
  public static Jmx attach(ProcessHandle process) {
    try {
      VirtualMachine jvm = VirtualMachine.attach(Long.toString(process.pid()));
      try {
        return new Jmx(
            JMXConnectorFactory.connect(new JMXServiceURL(jvm.startLocalManagementAgent())));
      } finally {
        jvm.detach();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (AttachNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The names of all MBeans of Oneport. */
  public Set<String> names() {
    try {
      Set<String> names = new TreeSet<>();
      for (ObjectName name : server().queryNames(new ObjectName("dev.oneport:*"), null)) {
        names.add(name.getCanonicalName());
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The value of an attribute. */
  public Object attribute(String name, String attribute) {
    try {
      return server().getAttribute(new ObjectName(name), attribute);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private MBeanServerConnection server() throws IOException {
    return connector.getMBeanServerConnection();
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
