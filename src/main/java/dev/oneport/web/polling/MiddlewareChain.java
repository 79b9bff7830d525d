package dev.oneport.web.polling;

import dev.oneport.HttpMiddleware;
import dev.oneport.engineio.EngineHooks;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the application's middleware on a request, one after the other. Any thread. */
final class MiddlewareChain {
  private static final System.Logger LOG = System.getLogger(MiddlewareChain.class.getName());

  private final EngineHooks hooks;

  MiddlewareChain(EngineHooks hooks) {
    this.hooks = hooks;
  }

  /** How it ended. */
  enum Outcome {
    /** The request goes on. */
    PROCEED,
    /** The middleware has answered it: {@link ServletExchange#sendEnding}. */
    ENDED,
    /** The middleware failed, or took too long. */
    FAILED
  }

  /** Whether there is nothing to run. */
  boolean isEmpty() {
    return hooks.middlewares().isEmpty();
  }

  /** Runs all, or those up to the first that does not proceed. Waits for each. */
  Outcome run(ServletExchange exchange) {
    List<HttpMiddleware> all = List.copyOf(hooks.middlewares());
    Outcome outcome = Outcome.PROCEED;
    for (int i = 0; i < all.size() && outcome == Outcome.PROCEED; i++) {
      outcome = run(all.get(i), exchange);
    }
    exchange.takeBack();
    return outcome;
  }

  private Outcome run(HttpMiddleware middleware, ServletExchange exchange) {
    Step step = new Step(new CompletableFuture<>());
    exchange.handOver(() -> step.outcome.complete(Outcome.ENDED));
    try {
      middleware.handle(exchange, step);
      return step.outcome.get(hooks.decisionTimeoutMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.log(
          Level.WARNING,
          "middleware-late: {0} neither proceeded nor ended the request in {1} ms",
          middleware.getClass().getName(),
          hooks.decisionTimeoutMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.log(
          Level.WARNING, "middleware-failed: " + middleware.getClass().getName() + " failed", e);
    }
    return Outcome.FAILED;
  }

  private record Step(CompletableFuture<Outcome> outcome) implements HttpMiddleware.Next {
    @Override
    public void proceed() {
      outcome.complete(Outcome.PROCEED);
    }

    @Override
    public void fail() {
      outcome.complete(Outcome.FAILED);
    }
  }
}
