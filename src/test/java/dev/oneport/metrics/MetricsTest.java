package dev.oneport.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.TransportName;
import dev.oneport.testing.OpenMetricsText;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final long MILLI = 1_000_000;

  private final Metrics metrics = new Metrics();

  private final Families families = new Families("1.2.3", metrics);

  /** The whole text, as a client of Prometheus would read it. */
  @Test
  void everythingIsWrittenAsOpenMetrics() {
    metrics.live().add(TransportName.SSE, 4);
    metrics.live().add(TransportName.SSE, -1);
    metrics.opened().add(TransportName.SSE, 4);
    metrics.ended().increment("ping-timeout");
    metrics.refusals().increment("unknown-sid");
    metrics.upgraded().increment();
    metrics.recoveriesFailed().add(2);
    metrics.fallbacks().increment("ws_timeout");
    metrics.eventsReceived().increment(TransportName.WEBSOCKET);
    metrics.bytesSent().add(TransportName.WS, 1_000_000_000_000L);
    metrics.waiting(77, 1_234_567_890_200L);
    metrics.waiting(0, -77);
    metrics.heartbeat().record(3 * MILLI);
    metrics.heartbeat().record(25_001 * MILLI);
    metrics.fanOut().record(10_000);

    assertThat(OpenMetrics.text(families.read()))
        .isEqualTo(
            """
            # TYPE oneport info
            # HELP oneport What runs.
            oneport_info{version="1.2.3"} 1
            # TYPE oneport_connections gauge
            # HELP oneport_connections Clients that are connected.
            oneport_connections{transport="polling"} 0
            oneport_connections{transport="websocket"} 0
            oneport_connections{transport="sse"} 3
            oneport_connections{transport="longpoll"} 0
            oneport_connections{transport="ws"} 0
            # TYPE oneport_connections_opened counter
            # HELP oneport_connections_opened Connections so far.
            oneport_connections_opened_total{transport="polling"} 0
            oneport_connections_opened_total{transport="websocket"} 0
            oneport_connections_opened_total{transport="sse"} 4
            oneport_connections_opened_total{transport="longpoll"} 0
            oneport_connections_opened_total{transport="ws"} 0
            # TYPE oneport_connections_ended counter
            # HELP oneport_connections_ended Connections that are over.
            oneport_connections_ended_total{reason="ping-timeout"} 1
            # TYPE oneport_refusals counter
            # HELP oneport_refusals Requests that were not let in.
            oneport_refusals_total{reason="unknown-sid"} 1
            # TYPE oneport_upgrades counter
            # HELP oneport_upgrades Changes from polling to WebSocket.
            oneport_upgrades_total{result="done"} 1
            oneport_upgrades_total{result="failed"} 0
            # TYPE oneport_fallbacks counter
            # HELP oneport_fallbacks Why clients do without what they tried first.
            oneport_fallbacks_total{reason="ws_timeout"} 1
            # TYPE oneport_recoveries counter
            # HELP oneport_recoveries Clients that came back: with nothing missed, or not.
            oneport_recoveries_total{result="recovered"} 0
            oneport_recoveries_total{result="lost"} 2
            # TYPE oneport_events_received counter
            # HELP oneport_events_received Events from clients.
            oneport_events_received_total{transport="polling"} 0
            oneport_events_received_total{transport="websocket"} 1
            oneport_events_received_total{transport="sse"} 0
            oneport_events_received_total{transport="longpoll"} 0
            oneport_events_received_total{transport="ws"} 0
            # TYPE oneport_events_sent counter
            # HELP oneport_events_sent Events to clients, each counted.
            oneport_events_sent_total{transport="polling"} 0
            oneport_events_sent_total{transport="websocket"} 0
            oneport_events_sent_total{transport="sse"} 0
            oneport_events_sent_total{transport="longpoll"} 0
            oneport_events_sent_total{transport="ws"} 0
            # TYPE oneport_events_dropped counter
            # HELP oneport_events_dropped Events that a client could not take.
            oneport_events_dropped_total{transport="polling"} 0
            oneport_events_dropped_total{transport="websocket"} 0
            oneport_events_dropped_total{transport="sse"} 0
            oneport_events_dropped_total{transport="longpoll"} 0
            oneport_events_dropped_total{transport="ws"} 0
            # TYPE oneport_received_bytes counter
            # UNIT oneport_received_bytes bytes
            # HELP oneport_received_bytes Payload from clients.
            oneport_received_bytes_total{transport="polling"} 0
            oneport_received_bytes_total{transport="websocket"} 0
            oneport_received_bytes_total{transport="sse"} 0
            oneport_received_bytes_total{transport="longpoll"} 0
            oneport_received_bytes_total{transport="ws"} 0
            # TYPE oneport_sent_bytes counter
            # UNIT oneport_sent_bytes bytes
            # HELP oneport_sent_bytes Payload to clients.
            oneport_sent_bytes_total{transport="polling"} 0
            oneport_sent_bytes_total{transport="websocket"} 0
            oneport_sent_bytes_total{transport="sse"} 0
            oneport_sent_bytes_total{transport="longpoll"} 0
            oneport_sent_bytes_total{transport="ws"} 1000000000000
            # TYPE oneport_queued_bytes gauge
            # UNIT oneport_queued_bytes bytes
            # HELP oneport_queued_bytes What waits to be written, for all clients.
            oneport_queued_bytes 1234567890123
            # TYPE oneport_queue_highwater_bytes gauge
            # UNIT oneport_queue_highwater_bytes bytes
            # HELP oneport_queue_highwater_bytes The most that ever waited for one client.
            oneport_queue_highwater_bytes 77
            # TYPE oneport_heartbeat_seconds histogram
            # UNIT oneport_heartbeat_seconds seconds
            # HELP oneport_heartbeat_seconds From a ping to its answer.
            oneport_heartbeat_seconds_bucket{le="0.001"} 0
            oneport_heartbeat_seconds_bucket{le="0.0025"} 0
            oneport_heartbeat_seconds_bucket{le="0.005"} 1
            oneport_heartbeat_seconds_bucket{le="0.01"} 1
            oneport_heartbeat_seconds_bucket{le="0.025"} 1
            oneport_heartbeat_seconds_bucket{le="0.05"} 1
            oneport_heartbeat_seconds_bucket{le="0.1"} 1
            oneport_heartbeat_seconds_bucket{le="0.25"} 1
            oneport_heartbeat_seconds_bucket{le="0.5"} 1
            oneport_heartbeat_seconds_bucket{le="1.0"} 1
            oneport_heartbeat_seconds_bucket{le="2.5"} 1
            oneport_heartbeat_seconds_bucket{le="5.0"} 1
            oneport_heartbeat_seconds_bucket{le="10.0"} 1
            oneport_heartbeat_seconds_bucket{le="25.0"} 1
            oneport_heartbeat_seconds_bucket{le="+Inf"} 2
            oneport_heartbeat_seconds_count 2
            oneport_heartbeat_seconds_sum 25.004
            # TYPE oneport_fan_out_seconds histogram
            # UNIT oneport_fan_out_seconds seconds
            # HELP oneport_fan_out_seconds One emit, to all of its clients.
            oneport_fan_out_seconds_bucket{le="1e-05"} 1
            oneport_fan_out_seconds_bucket{le="2.5e-05"} 1
            oneport_fan_out_seconds_bucket{le="5e-05"} 1
            oneport_fan_out_seconds_bucket{le="0.0001"} 1
            oneport_fan_out_seconds_bucket{le="0.00025"} 1
            oneport_fan_out_seconds_bucket{le="0.0005"} 1
            oneport_fan_out_seconds_bucket{le="0.001"} 1
            oneport_fan_out_seconds_bucket{le="0.0025"} 1
            oneport_fan_out_seconds_bucket{le="0.005"} 1
            oneport_fan_out_seconds_bucket{le="0.01"} 1
            oneport_fan_out_seconds_bucket{le="0.025"} 1
            oneport_fan_out_seconds_bucket{le="0.05"} 1
            oneport_fan_out_seconds_bucket{le="0.1"} 1
            oneport_fan_out_seconds_bucket{le="0.25"} 1
            oneport_fan_out_seconds_bucket{le="1.0"} 1
            oneport_fan_out_seconds_bucket{le="+Inf"} 1
            oneport_fan_out_seconds_count 1
            oneport_fan_out_seconds_sum 0.00001
            # EOF
            """);
  }

  @Test
  void strictReadersTakeIt() {
    metrics.heartbeat().record(1_500_000);
    metrics.heartbeat().record(Long.MAX_VALUE / 4);
    for (int i = 0; i < 10_000; i++) {
      metrics.fanOut().record(i * 700L);
      metrics.bytesSent().add(TransportName.WS, i * 1_000_003L);
    }

    OpenMetricsText read = OpenMetricsText.parse(OpenMetrics.text(families.read()));

    assertThat(read.value("oneport_fan_out_seconds_count")).isEqualTo(10_000);
    assertThat(read.value("oneport_sent_bytes_total{transport=ws}")).isEqualTo(49_995_149_985_000D);
  }

  @Test
  void whatLabelsSayIsEscaped() {
    metrics.refusals().increment("a\"b\\c\nd");

    String text = OpenMetrics.text(families.read());
    assertThat(OpenMetricsText.parse(text).value("oneport_refusals_total{reason=a\\\"b\\\\c\\nd}"))
        .isEqualTo(1);
    assertThat(text).contains("oneport_refusals_total{reason=\"a\\\"b\\\\c\\nd\"} 1\n");
  }

  @Test
  void reasonsHaveALimit() {
    for (int i = 0; i < 1_000; i++) {
      metrics.refusals().increment("r" + i);
    }
    metrics.refusals().increment("r1");

    assertThat(metrics.refusals().counts())
        .hasSize(ReasonCounter.MAX_REASONS + 1)
        .containsEntry("r1", 2L)
        .containsEntry(ReasonCounter.OTHERS, 900L);
  }

  @Test
  void highWaterNeverFalls() {
    List.of(3L, 9L, 4L).forEach(metrics.queue()::rise);

    assertThat(metrics.queue().value()).isEqualTo(9);
  }

  @Test
  void bucketsTakeTheirBounds() {
    Histogram histogram = new Histogram(1, 10);
    List.of(1_000L, 1_001L, 10_000L, 10_001L).forEach(histogram::record);

    Histogram.Snapshot snapshot = histogram.snapshot();
    assertThat(snapshot.buckets())
        .containsExactly(
            new Histogram.Bucket(0.000_001, 1),
            new Histogram.Bucket(0.000_01, 3),
            new Histogram.Bucket(Double.POSITIVE_INFINITY, 4));
    assertThat(snapshot.count()).isEqualTo(4);
    assertThat(snapshot.sumSeconds()).isEqualTo(0.000_022_002);
    assertThat(snapshot.percentileSeconds(25)).isEqualTo(0.000_001);
    assertThat(snapshot.percentileSeconds(75)).isEqualTo(0.000_01);
    assertThat(snapshot.percentileSeconds(76)).isInfinite();
    assertThat(new Histogram(1).snapshot().percentileSeconds(99)).isZero();
  }
}
