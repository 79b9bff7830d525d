package dev.oneport.adminui;

import dev.oneport.Namespace;
import dev.oneport.SessionRegistry;
import dev.oneport.Socket;
import dev.oneport.TransportName;
import dev.oneport.concurrent.Clock;
import dev.oneport.metrics.Metrics;
import dev.oneport.metrics.TransportCounter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the page is told every two seconds. Any thread; one at a time asks for {@link #news}. */
final class ServerStats {
  /** The page becomes slow with more. */
  static final int MAX_SOCKETS = 2_000;

  /** Clients may make some, each with a name of its own. */
  static final int MAX_NAMESPACES = 200;

  private final Namespaces namespaces;
  private final Metrics metrics;
  private final Clock clock;
  private final long startedNanos;
  private final long maxBytes;

  /** {@code pid@host}. */
  private final String process = ManagementFactory.getRuntimeMXBean().getName();

  /** What each counter was when the news were made last. Owned by {@link #news}. */
  private final Map<String, Long> before = new LinkedHashMap<>();

  /**
   * Begins to count.
   *
   * @param outboxBytes that may wait for one client
   */
  ServerStats(Namespaces namespaces, Metrics metrics, Clock clock, long outboxBytes) {
    this.namespaces = namespaces;
    this.metrics = metrics;
    this.clock = clock;
    this.maxBytes = outboxBytes / 2;
    startedNanos = clock.nanoTime();
    news();
  }

  /** What there is now, with what has happened. */
  Map<String, Object> current(List<Map<String, Object>> news) {
    SessionRegistry sessions = namespaces.io().server().sessions();
    int polling = sessions.count(TransportName.POLLING);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("serverId", process);
    json.put("hostname", process.substring(process.indexOf('@') + 1));
    json.put("pid", ProcessHandle.current().pid());
    json.put("uptime", TimeUnit.NANOSECONDS.toSeconds(clock.nanoTime() - startedNanos));
    json.put("clientsCount", polling + sessions.count(TransportName.WEBSOCKET));
    json.put("pollingClientsCount", polling);
    json.put("aggregatedEvents", news);
    json.put("namespaces", namespaces());
    return json;
  }

  private List<Map<String, Object>> namespaces() {
    return namespaces.all().stream()
        .map(each -> new Crowd(each.name(), each.sockets().size()))
        .sorted(Comparator.comparingInt(Crowd::sockets).reversed())
        .limit(MAX_NAMESPACES)
        .sorted(Comparator.comparing(Crowd::namespace))
        .map(Crowd::json)
        .toList();
  }

  private record Crowd(String namespace, int sockets) {
    Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", namespace);
      json.put("socketsCount", sockets);
      return json;
    }
  }

  /** What has happened since the call before. */
  List<Map<String, Object>> news() {
    long time = TimeUnit.SECONDS.toMillis(clock.now().getEpochSecond());
    List<Map<String, Object>> news = new ArrayList<>();
    add(news, time, "rawConnection", "", sum(metrics.opened()));
    metrics
        .ended()
        .counts()
        .forEach(
            (reason, count) ->
                add(news, time, "rawDisconnection", reason.replace('-', ' '), count));
    add(news, time, "packetsIn", "", sum(metrics.eventsReceived()));
    add(news, time, "packetsOut", "", sum(metrics.eventsSent()));
    add(news, time, "bytesIn", "", sum(metrics.bytesReceived()));
    add(news, time, "bytesOut", "", sum(metrics.bytesSent()));
    return news;
  }

  private void add(
      List<Map<String, Object>> news, long time, String type, String subType, long count) {
    Long last = before.put(type + " " + subType, count);
    long more = count - (last == null ? 0 : last);
    if (more > 0) {
      Map<String, Object> event = new LinkedHashMap<>();
      event.put("timestamp", time);
      event.put("type", type);
      if (!subType.isEmpty()) {
        event.put("subType", subType);
      }
      event.put("count", more);
      news.add(event);
    }
  }

  private static long sum(TransportCounter counter) {
    return counter.counts().values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The sockets of all namespaces, so many of them as the page can show and as can be queued for
   * one client.
   */
  List<Map<String, Object>> sockets(boolean withData) {
    List<Map<String, Object>> all = new ArrayList<>();
    long bytes = 0;
    for (Namespace namespace : namespaces.all()) {
      for (Socket socket : namespace.sockets()) {
        Map<String, Object> json = Serialized.of(socket, withData);
        bytes += Serialized.bytes(json);
        if (all.size() == MAX_SOCKETS || bytes > maxBytes) {
          return all;
        }
        all.add(json);
      }
    }
    return all;
  }
}
