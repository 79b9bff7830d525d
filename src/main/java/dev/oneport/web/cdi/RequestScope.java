package dev.oneport.web.cdi;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;

/** Runs handlers with CDI's request context active. Any thread. */
final class RequestScope {
  private final Instance<RequestContextController> controllers;

  RequestScope(BeanManager beans) {
    // Looked up once here: CDI.current() depends on the thread's class loader.
    this.controllers = beans.createInstance().select(RequestContextController.class);
  }

  /** Runs it in the thread's request context, or in one made for this run. */
  void run(Handling handling) throws Exception {
    // A controller remembers whether it activated the context, so each run needs its own.
    RequestContextController controller = controllers.get();
    boolean activated = controller.activate();
    try {
      handling.run();
    } finally {
      if (activated) {
        controller.deactivate();
      }
      controllers.destroy(controller);
    }
  }

  /** What to run. */
  @FunctionalInterface
  interface Handling {
    /** Runs it. */
    void run() throws Exception;
  }
}
