package dev.oneport.it.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Handlers that wait to be released, by name. */
@ApplicationScoped
public class Held {

  private final ConcurrentMap<String, CountDownLatch> latches = new ConcurrentHashMap<>();

  /** Waits for the release, before or after. */
  void await(String name) throws InterruptedException {
    if (!latch(name).await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException(name + " was not released");
    }
  }

  /** Lets it go on. */
  void release(String name) {
    latch(name).countDown();
  }

  private CountDownLatch latch(String name) {
    return latches.computeIfAbsent(name, any -> new CountDownLatch(1));
  }
}
