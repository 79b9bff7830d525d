package dev.oneport.adapter;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * An emit costs what its recipients cost, however many rooms there are beside theirs. All memory is
 * touched beforehand: else what is allocated on pages that are new costs ten times as much, and of
 * those there are the more the larger the heap is.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"})
public class RoomSelectionBenchmark {
  private static final int IN_EACH_ROOM = 10;

  @Param({"100", "10000", "100000"})
  int rooms;

  private final Rooms all = new Rooms(new RoomEvents());
  private final Selection room = Selection.of("room-7");
  private final Selection two =
      Selection.of("room-7").and(List.of("room-8")).without(List.of("room-9"));

  private record Member(String id) implements Recipient {
    @Override
    public String user() {
      return null;
    }

    @Override
    public void enqueue(Broadcast broadcast) {}

    @Override
    public void flush() {}

    @Override
    public boolean join(Set<String> names) {
      return true;
    }

    @Override
    public void leave(String name) {}

    @Override
    public void disconnect(boolean close) {}
  }

  /**
   * Ten members in each room. They are collected at once, so that moving a million of them is not a
   * part of what is measured.
   */
  @Setup
  public void fill() {
    for (int i = 0; i < rooms; i++) {
      for (int j = 0; j < IN_EACH_ROOM; j++) {
        Member member = new Member("m" + i + "-" + j);
        all.add(member, 0);
        all.join(member, Set.of("room-" + i), 1_000, 0);
      }
    }
    System.gc();
  }

  /** The ten of one room. */
  @Benchmark
  public List<Recipient> oneRoom() {
    return all.select(room);
  }

  /** The twenty of two, each once, without those of a third. */
  @Benchmark
  public List<Recipient> twoRoomsButOne() {
    return all.select(two);
  }
}
