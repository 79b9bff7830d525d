package dev.oneport.concurrent;

import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which application code runs, and whatever of a container may block: virtual ones
 * where the JDK has them (21 and later), else two bounded pools.
 *
 * <p>There are two kinds of work, so that handlers that wait never keep back what they wait for:
 * {@link #handlers}, which run application code, and {@link #completions}, which settle
 * acknowledgements, write poll answers and close connections.
 *
 * <p>Each task sees the application's class loader as context class loader: JNDI, CDI and JSON
 * providers are looked up through it.
 */
public final class Workers implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Workers.class.getName());
  private static final int HANDLER_THREADS =
      Math.max(128, 16 * Runtime.getRuntime().availableProcessors());
  private static final int COMPLETION_THREADS = 32;
  private static final int CLOSE_SECONDS = 5;

  private final ClassLoader loader;
  private final @Nullable Executor context;
  private final ExecutorService handlers;
  private final ExecutorService completions;

  /** Those of the pools; virtual threads are no concern of a container's. */
  private final OwnThreads poolThreads;

  private Workers(ClassLoader loader, @Nullable Executor context) {
    this.loader = loader;
    this.context = context;
    this.poolThreads = new OwnThreads("oneport-worker", loader);
    ExecutorService virtual = virtualThreads();
    this.handlers = virtual != null ? virtual : pool(HANDLER_THREADS, poolThreads);
    this.completions = virtual != null ? virtual : pool(COMPLETION_THREADS, poolThreads);
  }

  /**
   * Chooses the threads; none is started yet.
   *
   * @param loader the application's class loader
   * @param context runs a task on its caller's thread with what the server knows of the
   *     application; null if the class loader is all there is
   */
  public static Workers create(ClassLoader loader, @Nullable Executor context) {
    return new Workers(loader, context);
  }

  /** Runs application code, which may block. */
  public Executor handlers() {
    return task -> handlers.execute(() -> runInApplication(task));
  }

  /** Runs what handlers may be waiting for. */
  public Executor completions() {
    return task -> completions.execute(() -> runInApplication(task));
  }

  /** Ends the threads; what was handed in before may finish, for some seconds. Idempotent. */
  @Override
  public void close() {
    handlers.shutdown();
    awaitEnd(handlers);
    completions.shutdown();
    awaitEnd(completions);
    poolThreads.awaitEnd(CLOSE_SECONDS);
  }

  private static void awaitEnd(ExecutorService executor) {
    try {
      if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
        LOG.log(
            Level.WARNING,
            "handlers-interrupted: Handlers still ran {0} s after the stop and were interrupted",
            CLOSE_SECONDS);
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void runInApplication(Runnable task) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      if (context == null) {
        Tasks.run(task);
      } else {
        context.execute(() -> Tasks.run(task));
      }
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Grows to its size, then queues; the queue is bounded by what each socket may have waiting. */
  private static ExecutorService pool(int size, ThreadFactory threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size, size, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Looked up, since the classes are compiled for Java 17; null before Java 21. */
  private static @Nullable ExecutorService virtualThreads() {
    try {
      return (ExecutorService)
          MethodHandles.publicLookup()
              .findStatic(
                  Executors.class,
                  "newVirtualThreadPerTaskExecutor",
                  MethodType.methodType(ExecutorService.class))
              .invoke();
    } catch (NoSuchMethodException before21) {
      return null;
    } catch (Throwable e) {
      throw new IllegalStateException("can't make virtual threads", e);
    }
  }
}
