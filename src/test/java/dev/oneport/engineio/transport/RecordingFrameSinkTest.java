package dev.oneport.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.testing.RecordingFrameSink;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;

/** The stand-in of the other tests keeps the promises of the real ones. */
class RecordingFrameSinkTest extends FrameSinkContract {
  @Override
  protected Pair open() {
    RecordingFrameSink sink = new RecordingFrameSink();
    Queue<String> arrived = new ArrayDeque<>();
    return new Pair() {
      @Override
      public FrameSink sink() {
        return sink;
      }

      @Override
      public String next() {
        arrived.addAll(sink.take());
        arrived.removeIf("ping"::equals); // Which no client shows.
        assertThat(arrived).isNotEmpty();
        return Objects.requireNonNull(arrived.poll());
      }

      @Override
      public void close() {
        // Keeps nothing but memory.
      }
    };
  }
}
