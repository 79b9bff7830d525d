package dev.oneport.samples.ticker;

import dev.oneport.Namespace;
import dev.oneport.Of;
import dev.oneport.WhenFull;
import dev.oneport.samples.Timers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Changes one price after the other, and tells who listens to the room. Who may listen to it is
 * said in {@code web.xml}. Of each stock only the latest price waits for a client that is slow.
 */
@ApplicationScoped
public class Ticker {
  private static final Duration PERIOD = Duration.ofMillis(500);
  private static final List<String> STOCKS = List.of("ACME", "GLOBEX", "INITECH", "UMBRELLA");
  private static final int FIRST_CENTS = 10_000;
  private static final int LARGEST_CHANGE = 150;

  @Inject
  @Of("/ticker")
  Namespace ticker;

  @Inject Timers timers;

  private final Map<String, Integer> cents = new ConcurrentHashMap<>();

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    STOCKS.forEach(stock -> cents.put(stock, FIRST_CENTS));
    timers.every(PERIOD, this::change);
  }

  private void change() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String stock = STOCKS.get(random.nextInt(STOCKS.size()));
    int change = random.nextInt(-LARGEST_CHANGE, LARGEST_CHANGE + 1);
    int price = cents.merge(stock, change, (now, by) -> Math.max(1, now + by));
    ticker.to("prices").whenFull(WhenFull.conflate(stock)).emit("price", stock, price);
  }
}
