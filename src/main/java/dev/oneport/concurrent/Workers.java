package dev.oneport.concurrent;

import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which application code runs, and whatever of a container may block: virtual ones
 * where the JDK has them (21 and later), else an executor of the server if one is given, else a
 * bounded pool of our own.
 *
 * <p>Each task sees the application's class loader as context class loader: JNDI, CDI and JSON
 * providers are looked up through it.
 */
public final class Workers implements Executor, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Workers.class.getName());
  private static final int POOL_THREADS =
      Math.max(64, 8 * Runtime.getRuntime().availableProcessors());

  private final ClassLoader loader;
  private final Executor executor;

  /** What {@link #close} ends; null for the server's executor, which is not ours to end. */
  private final @Nullable ExecutorService owned;

  private Workers(ClassLoader loader, Executor executor, @Nullable ExecutorService owned) {
    this.loader = loader;
    this.executor = executor;
    this.owned = owned;
  }

  /**
   * Chooses the threads.
   *
   * @param loader the application's class loader
   * @param managed an executor of the server's, used on a JDK without virtual threads; null if it
   *     has none
   */
  public static Workers create(ClassLoader loader, @Nullable Executor managed) {
    ExecutorService virtual = virtualThreads();
    if (virtual != null) {
      return new Workers(loader, virtual, virtual);
    }
    if (managed != null) {
      return new Workers(loader, managed, null);
    }
    ExecutorService pool = pool(threads("oneport-worker", loader));
    return new Workers(loader, pool, pool);
  }

  /**
   * Daemon threads with a name and the application's class loader.
   *
   * @param prefix of their names, which go on with a number
   */
  public static ThreadFactory threads(String prefix, ClassLoader loader) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      thread.setContextClassLoader(loader);
      return thread;
    };
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(() -> runInApplication(task));
  }

  /** Ends the threads that are ours; what has begun may finish. Later tasks are refused. */
  @Override
  public void close() {
    if (owned == null) {
      return;
    }
    owned.shutdown();
    try {
      if (!owned.awaitTermination(5, TimeUnit.SECONDS)) {
        owned.shutdownNow();
        LOG.log(Level.WARNING, "Handlers still ran 5 s after the stop and were interrupted");
      }
    } catch (InterruptedException e) {
      owned.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void runInApplication(Runnable task) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      Tasks.run(task);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static ExecutorService pool(ThreadFactory threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            POOL_THREADS, POOL_THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Looked up, since the classes are compiled for Java 17; null before Java 21. */
  private static @Nullable ExecutorService virtualThreads() {
    try {
      MethodHandle factory =
          MethodHandles.publicLookup()
              .findStatic(
                  Executors.class,
                  "newVirtualThreadPerTaskExecutor",
                  MethodType.methodType(ExecutorService.class));
      return (ExecutorService) factory.invoke();
    } catch (NoSuchMethodException before21) {
      return null;
    } catch (Throwable e) {
      throw new RejectedExecutionException("can't make virtual threads", e);
    }
  }
}
