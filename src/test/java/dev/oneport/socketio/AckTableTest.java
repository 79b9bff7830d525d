package dev.oneport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.testing.Threads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AckTableTest {
  private final AckTable table = new AckTable();

  private static final class One extends AckTable.Entry {
    One(long id) {
      super(id);
    }
  }

  @Test
  void whatWasPutIsRemovedOnce() {
    One one = new One(7);
    table.put(one);

    assertThat(table.holds(one)).isTrue();
    assertThat(table.size()).isOne();
    assertThat(table.remove(8)).isNull();
    assertThat(table.remove(7)).isSameAs(one);
    assertThat(table.remove(7)).isNull();
    assertThat(table.holds(one)).isFalse();
    assertThat(table.size()).isZero();
  }

  @Test
  void emptyTableHasNothing() {
    assertThat(table.remove(0)).isNull();
    assertThat(table.removeAll()).isEmpty();
    assertThat(table.size()).isZero();
  }

  @Test
  void allAreRemovedAndNewOnesMayCome() {
    List<One> all = new ArrayList<>();
    for (long id = 0; id < 100; id++) {
      One one = new One(id * 1_024);
      all.add(one);
      table.put(one);
    }

    assertThat(table.removeAll()).hasSize(100).hasSameElementsAs(all);
    assertThat(all).noneMatch(table::holds);
    table.put(new One(5));
    assertThat(table.removeAll()).hasSize(1);
  }

  /** As a map does, whatever the numbers are. */
  @Test
  void itDoesWhatAMapDoes() {
    Random random = new Random(1);
    Map<Long, AckTable.Entry> model = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      long id = random.nextInt(300) * (random.nextBoolean() ? 1L : 1L << 40);
      if (random.nextBoolean() && !model.containsKey(id)) {
        One one = new One(id);
        model.put(id, one);
        table.put(one);
      } else {
        assertThat(table.remove(id)).isSameAs(model.remove(id));
      }
      assertThat(table.size()).isEqualTo(model.size());
    }
  }

  @Test
  void oneOfManyThreadsGetsAnEntry() throws Exception {
    int entries = 10_000;
    AtomicInteger got = new AtomicInteger();
    for (int id = 0; id < entries; id++) {
      table.put(new One(id));
    }

    Threads.race(
        4,
        thread -> {
          for (int id = 0; id < entries; id++) {
            if (table.remove(id) != null) {
              got.incrementAndGet();
            }
          }
        });

    assertThat(got).hasValue(entries);
    assertThat(table.size()).isZero();
  }
}
