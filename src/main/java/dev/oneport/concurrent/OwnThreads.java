package dev.oneport.concurrent;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Daemon threads with a name and the application's class loader, which can be waited for:
 * containers look for threads left behind as soon as an application has stopped.
 */
public final class OwnThreads implements ThreadFactory {
  private final String prefix;
  private final ClassLoader loader;
  private final AtomicInteger count = new AtomicInteger();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /**
   * None yet.
   *
   * @param prefix of their names, which go on with a number
   */
  public OwnThreads(String prefix, ClassLoader loader) {
    this.prefix = prefix;
    this.loader = loader;
  }

  @Override
  public Thread newThread(Runnable task) {
    threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
    Thread thread = new Thread(() -> run(task), prefix + "-" + count.incrementAndGet());
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    threads.add(thread);
    return thread;
  }

  /**
   * Whoever remembers a thread that has ended, as Payara's class loaders do now and then one that
   * has loaded a class, is not to remember the application.
   */
  private static void run(Runnable task) {
    try {
      task.run();
    } finally {
      Thread.currentThread().setContextClassLoader(null);
    }
  }

  /**
   * Waits until all of them have ended, after their executor was shut down.
   *
   * @param seconds that it may take
   * @return whether they have
   */
  public boolean awaitEnd(int seconds) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try {
      for (Thread thread : threads) {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        thread.join(Math.max(1, millis));
        if (thread.isAlive()) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
