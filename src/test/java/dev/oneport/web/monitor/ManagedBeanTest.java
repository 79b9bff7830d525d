package dev.oneport.web.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.TransportName;
import dev.oneport.metrics.Metrics;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagedBeanTest {
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final Metrics metrics = new Metrics();
  private final List<ManagedBean> shown = new ArrayList<>();

  private Set<String> names() throws Exception {
    Set<String> names = new TreeSet<>();
    server
        .queryNames(new ObjectName("dev.oneport:*"), null)
        .forEach(name -> names.add(name.getCanonicalName()));
    return names;
  }

  @AfterEach
  void noneIsLeftOver() throws Exception {
    shown.forEach(ManagedBean::close);
    assertThat(names()).isEmpty();
  }

  private void register(String contextPath) {
    shown.add(ManagedBean.register(contextPath, "1.2.3", metrics));
  }

  @Test
  void eachApplicationHasItsOwnEvenOfOnePath() throws Exception {
    List.of("", "/app", "/app", "/a=b,c").forEach(this::register);

    assertThat(names())
        .containsExactly(
            "dev.oneport:context=\"/a=b,c\",type=Server",
            "dev.oneport:context=/,type=Server",
            "dev.oneport:context=/app,instance=2,type=Server",
            "dev.oneport:context=/app,type=Server");
  }

  @Test
  void showsTheNumbersInTypesThatEveryClientKnows() throws Exception {
    metrics.opened().increment(TransportName.SSE);
    metrics.refusals().increment("unknown-sid");
    metrics.queue().rise(5);
    metrics.heartbeat().record(2_000_000);
    register("/app");

    ObjectName name = new ObjectName("dev.oneport:type=Server,context=/app");
    assertThat(server.getAttribute(name, "Version")).isEqualTo("1.2.3");
    assertThat(server.getAttribute(name, "QueueHighWaterBytes")).isEqualTo(5L);
    assertThat(value(server.getAttribute(name, "ConnectionsOpened"), "sse")).isEqualTo(1L);
    assertThat(value(server.getAttribute(name, "Refusals"), "unknown-sid")).isEqualTo(1L);
    CompositeData heartbeat = (CompositeData) server.getAttribute(name, "Heartbeat");
    assertThat(heartbeat.get("count")).isEqualTo(1L);
    assertThat(heartbeat.get("meanMillis")).isEqualTo(2.0);
    assertThat(heartbeat.get("medianMillis")).isEqualTo(2.5);
  }

  private static Object value(Object table, String key) {
    return ((TabularData) table).get(new Object[] {key}).get("value");
  }
}
