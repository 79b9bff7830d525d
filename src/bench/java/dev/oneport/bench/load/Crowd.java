package dev.oneport.bench.load;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Many clients of one server, and one more Socket.IO client that makes the server emit: it sends
 * {@code pub}, and everybody, itself too, gets {@code ev}. Methods are called by one thread, which
 * is not the loop's.
 */
public final class Crowd implements AutoCloseable {
  private static final int EVENT_BYTES = 100;
  private static final int RECEIVE_BUFFER = 4 << 10;
  private static final long PATIENCE_SECONDS = 120;
  private static final int DIGITS = 3;

  private final Loop loop = new Loop();
  private final Site site;
  private final Kind kind;
  private final List<Client> clients = new ArrayList<>();

  private boolean hasPublisher;

  // The loop's own from here.
  private final Histogram latencies = new Histogram(TimeUnit.MINUTES.toNanos(1), DIGITS);
  private final Map<Long, Integer> reached = new HashMap<>();
  private @Nullable CompletableFuture<Void> allReady;
  private Client publisher;
  private int wanted;
  private int ready;
  private int atOnce;
  private int lost;
  private int window;
  private long sequence;
  private long deliveries;
  private long events;
  private long answers;
  private long skippedNanos;

  /**
   * What has happened in a while.
   *
   * @param deliveries events that arrived at a client
   * @param events that were sent, or came to everybody if a window is kept
   * @param answers that came to calls
   * @param lost connections that ended
   * @param cpuNanos of the load generator
   * @param latencies in nanoseconds, from when an event was to be sent; empty if a window is kept
   */
  public record Count(
      long deliveries, long events, long answers, int lost, long cpuNanos, Histogram latencies) {}

  /** Nobody yet. */
  public Crowd(URI base, Kind kind) {
    this.site =
        new Site(
            loop,
            new InetSocketAddress(base.getHost(), base.getPort()),
            base.getPath().isEmpty() ? "/" : base.getPath());
    this.kind = kind;
    this.publisher = new SocketIoClient(site, 0, new Events());
  }

  private final class Events implements Client.Listener {
    @Override
    public void onReady(Client client) {
      ready++;
      if (ready == wanted && allReady != null) {
        allReady.complete(null);
      } else if (clients.size() < wanted) {
        openNext();
      }
    }

    @Override
    public void onEvent(Client client, long stamp) {
      deliveries++;
      if (window == 0) {
        latencies.recordValue(
            Math.min(System.nanoTime() - stamp, latencies.getHighestTrackableValue()));
      } else if (reached.merge(stamp, 1, Integer::sum) == recipients()) {
        reached.remove(stamp);
        events++;
        loop.later(Crowd.this::publishNext);
      }
    }

    @Override
    public void onAnswer(Client client, int id) {
      answers++;
      if (window > 0) {
        client.call("echo", Stamp.argument(0, EVENT_BYTES), id);
      }
    }

    @Override
    public void onEnd(Client client) {
      lost++;
    }
  }

  private int recipients() {
    return clients.size() + 1; // The publisher, too.
  }

  /**
   * Connects so many clients.
   *
   * @param inFlight how many connect at once
   * @return how long that took, in nanoseconds
   */
  public long connect(int count, int inFlight) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    long began = System.nanoTime();
    loop.submit(
        () -> {
          allReady = done;
          wanted = clients.size() + count;
          ready = clients.size();
          atOnce = Math.min(inFlight, count);
          for (int i = 0; i < atOnce; i++) {
            openNext();
          }
        });
    await(done);
    return System.nanoTime() - began;
  }

  private void openNext() {
    Client client = kind.client(site, new Events());
    clients.add(client);
    client.open();
  }

  /** How many clients there are. */
  public int size() {
    return clients.size();
  }

  /** Connects the one that makes the server emit. */
  public void connectPublisher() {
    if (hasPublisher) {
      return;
    }
    hasPublisher = true;
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.submit(
        () -> {
          allReady = done;
          wanted = 1;
          ready = 0;
          publisher = new SocketIoClient(site, 0, new OnlyReady(done));
          publisher.open();
        });
    await(done);
  }

  private final class OnlyReady implements Client.Listener {
    private final CompletableFuture<Void> done;
    private final Events events = new Events();

    OnlyReady(CompletableFuture<Void> done) {
      this.done = done;
    }

    @Override
    public void onReady(Client client) {
      done.complete(null);
    }

    @Override
    public void onEvent(Client client, long stamp) {
      events.onEvent(client, stamp);
    }

    @Override
    public void onAnswer(Client client, int id) {
      events.onAnswer(client, id);
    }

    @Override
    public void onEnd(Client client) {
      events.onEnd(client);
    }
  }

  /** Connects so many clients that read nothing. */
  public void connectStalled(int count) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.submit(
        () -> {
          for (int i = 0; i < count; i++) {
            boolean last = i == count - 1;
            new SocketIoClient(site, RECEIVE_BUFFER, new Stalled(last ? done : null)).open();
          }
        });
    await(done);
  }

  private record Stalled(@Nullable CompletableFuture<Void> done) implements Client.Listener {
    @Override
    public void onReady(Client client) {
      client.pause();
      if (done != null) {
        done.complete(null);
      }
    }

    @Override
    public void onEvent(Client client, long stamp) {
      // It was on its way.
    }

    @Override
    public void onAnswer(Client client, int id) {
      // Nothing was asked.
    }

    @Override
    public void onEnd(Client client) {
      // The server gave it up.
    }
  }

  /** From now on so many events per second, each at its own time, whatever became of the others. */
  public void publishAtRate(double perSecond) {
    long step = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
    loop.submit(
        () -> {
          window = 0;
          loop.pacer(new Pacer(step));
        });
  }

  private final class Pacer implements LongSupplier {
    private final long step;
    private long next = System.nanoTime();

    Pacer(long step) {
      this.step = step;
    }

    @Override
    public long getAsLong() {
      long now = System.nanoTime();
      while (next <= now) {
        publisher.emit("pub", Stamp.argument(next, EVENT_BYTES));
        events++;
        next += step;
      }
      return next - now;
    }
  }

  /** From now on so many events on their way to everybody: the next one when one has arrived. */
  public void publishInWindow(int size) {
    loop.submit(
        () -> {
          window = size;
          for (int i = 0; i < size; i++) {
            publishNext();
          }
        });
  }

  private void publishNext() {
    if (window > 0) {
      publisher.emit("pub", Stamp.argument(++sequence, EVENT_BYTES));
    }
  }

  /** From now on so many calls of each client on their way. */
  public void callInWindow(int size) {
    loop.submit(
        () -> {
          window = size;
          for (Client client : clients) {
            for (int id = 0; id < size; id++) {
              client.call("echo", Stamp.argument(0, EVENT_BYTES), id);
            }
          }
        });
  }

  /** What has happened since this was asked last. */
  public Count count() {
    Count[] counted = new Count[1];
    loop.submit(
        () -> {
          long cpu = loop.cpuNanos();
          counted[0] =
              new Count(deliveries, events, answers, lost, cpu - skippedNanos, latencies.copy());
          skippedNanos = cpu;
          deliveries = 0;
          events = 0;
          answers = 0;
          latencies.reset();
        });
    return counted[0];
  }

  /** Sends nothing from now on. */
  public void quiet() {
    loop.submit(
        () -> {
          window = 0;
          loop.pacer(null);
        });
  }

  private void await(CompletableFuture<Void> done) {
    loop.await(done.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  @Override
  public void close() {
    loop.close();
  }
}
