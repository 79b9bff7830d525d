package dev.oneport.adminui;

import dev.oneport.Socket;
import dev.oneport.config.AdminUiMode;
import dev.oneport.testing.InMemoryClient;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What does the Admin UI cost: each emit, and the news of every two seconds, with 10,000 sockets?
 * Prints medians of processor time; {@code docs/observing.md} tells them.
 *
 * <p>{@code java -cp <test class path> dev.oneport.adminui.AdminUiCost}
 */
public final class AdminUiCost {
  private static final int SOCKETS = 10_000;
  private static final int ROUNDS = 61;
  private static final int SINGLES = 5_000;
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private final AdminStack stack;
  private final List<InMemoryClient> clients = new ArrayList<>();

  private AdminUiCost(AdminStack stack) {
    this.stack = stack;
    for (int i = 0; i < SOCKETS; i++) {
      clients.add(stack.client("40"));
    }
  }

  /** Prints what there is to know. */
  public static void main(String[] args) {
    measure("off", AdminUiMode.OFF, null);
    measure("production, nobody looks", AdminUiMode.PRODUCTION, null);
    measure("production, somebody looks", AdminUiMode.PRODUCTION, "reader");
    measure("development, nobody looks", AdminUiMode.DEVELOPMENT, null);
    measure("development, a reader looks", AdminUiMode.DEVELOPMENT, "reader");
    measure("development, an inspector looks", AdminUiMode.DEVELOPMENT, "inspector");
  }

  private static void measure(String title, AdminUiMode mode, @Nullable String who) {
    try (AdminStack stack = AdminStack.of(mode)) {
      AdminUiCost cost = new AdminUiCost(stack);
      if (who != null) {
        cost.clients.add(stack.admin(who));
      }
      System.out.printf(
          "%-32s to one: %6.2f us, to 10,000: %7.2f ms, news: %6.3f ms%n",
          title, cost.single() / 1e3 / SINGLES, cost.broadcast() / 1e6, cost.news() / 1e6);
    }
  }

  private double single() {
    Socket socket = stack.io.of("/").sockets().iterator().next();
    return median(
        () -> {
          for (int i = 0; i < SINGLES; i++) {
            socket.emit("price", "ACME", i);
          }
        });
  }

  private double broadcast() {
    return median(() -> stack.io.of("/").emit("price", "ACME", 42));
  }

  private double news() {
    Namespaces namespaces =
        new Namespaces(stack.socketIo, stack.socketIo.reserve(AdminUi.NAMESPACE));
    ServerStats stats = new ServerStats(namespaces, stack.metrics, stack.timers.clock(), 4L << 20);
    return median(() -> stats.current(stats.news()));
  }

  /** The median of the second half of the rounds, in nanoseconds of a core. */
  private double median(Runnable task) {
    long[] times = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long began = CPU.getCurrentThreadCpuTime();
      task.run();
      times[i] = CPU.getCurrentThreadCpuTime() - began;
      clients.forEach(client -> client.webSocket().take());
    }
    long[] warm = Arrays.copyOfRange(times, ROUNDS / 2, ROUNDS);
    Arrays.sort(warm);
    return warm[warm.length / 2];
  }
}
