package dev.oneport.web.cdi;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Runs handlers with CDI's request context active. Any thread. */
final class RequestScope {
  /** As many as run at once on a busy machine; what is more is made and thrown away. */
  private static final int KEPT = 64;

  private final Instance<RequestContextController> controllers;

  /** A controller remembers whether it activated the context: one serves one run at a time. */
  private final BlockingQueue<RequestContextController> free = new ArrayBlockingQueue<>(KEPT);

  RequestScope(BeanManager beans) {
    // Looked up once here: CDI.current() depends on the thread's class loader.
    this.controllers = beans.createInstance().select(RequestContextController.class);
  }

  /** Runs it in the thread's request context, or in one made for this run. */
  void run(Handling handling) throws Exception {
    RequestContextController controller = take();
    boolean activated = controller.activate();
    try {
      handling.run();
    } finally {
      end(controller, activated);
    }
  }

  /** The same for what throws no checked exception. */
  void call(Runnable handling) {
    RequestContextController controller = take();
    boolean activated = controller.activate();
    try {
      handling.run();
    } finally {
      end(controller, activated);
    }
  }

  private void end(RequestContextController controller, boolean activated) {
    if (activated) {
      controller.deactivate();
    }
    if (!free.offer(controller)) {
      controllers.destroy(controller);
    }
  }

  private RequestContextController take() {
    @Nullable RequestContextController kept = free.poll();
    return kept == null ? controllers.get() : kept;
  }

  /** What to run. */
  @FunctionalInterface
  interface Handling {
    /** Runs it. */
    void run() throws Exception;
  }
}
