package dev.oneport.engineio;

import dev.oneport.protocol.engineio.EnginePacket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What an event costs on its way through the outbox of one client. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OutboxBenchmark {
  private static final int BURST = 16;
  private static final long BUDGET = 1 << 20;

  private final List<EnginePacket> event =
      List.of(EnginePacket.message("2[\"ev\",\"" + "x".repeat(100) + "\"]"));

  private final Outbox<EnginePacket> outbox =
      new Outbox<>(EnginePacket::byteLength, BUDGET, () -> {});

  /** With a connection that takes everything at once. */
  public OutboxBenchmark() {
    outbox.attach(
        new Outbox.Outlet<>() {
          @Override
          public boolean isWritable() {
            return true;
          }

          @Override
          public void send(List<EnginePacket> batch, SendCallback done) {
            done.done(null);
          }
        });
  }

  /** Queued and written. */
  @Benchmark
  public Object one() {
    return outbox.offer(event);
  }

  /** Queued one after the other, and written together. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void burst() {
    for (int i = 0; i < BURST; i++) {
      outbox.enqueue(event);
    }
    outbox.flush();
  }
}
