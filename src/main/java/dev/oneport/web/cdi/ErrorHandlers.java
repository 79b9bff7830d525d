package dev.oneport.web.cdi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The methods of one namespace that handle errors.
 *
 * @param methods those of all of its beans
 */
record ErrorHandlers(List<BoundMethod> methods) {

  /**
   * What is left of an exception when the method for it, if there is one, was called.
   *
   * @param failure the exception, or what that method threw itself
   * @param handler that method; null if there is none, or it threw
   * @param result what it returned
   */
  record Outcome(Throwable failure, @Nullable BoundMethod handler, @Nullable Object result) {
    boolean handled() {
      return handler != null;
    }
  }

  /**
   * Has an exception handled.
   *
   * @param failed whose exception it is
   * @param call in which it came
   */
  Outcome handle(Throwable failure, BoundMethod failed, HandlerCall call) {
    BoundMethod handler = find(failure, failed);
    if (handler == null) {
      return new Outcome(failure, null, null);
    }
    try {
      return new Outcome(failure, handler, handler.call(call.failed(failure)));
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      if (e != failure) {
        e.addSuppressed(failure);
      }
      return new Outcome(e, null, null);
    }
  }

  /**
   * The one for an exception: that of the most specific type; among equals that of the bean itself.
   *
   * @param failed whose exception it is
   * @return null if there is none
   */
  private @Nullable BoundMethod find(Throwable failure, BoundMethod failed) {
    BoundMethod best = null;
    for (BoundMethod each : methods) {
      if (each.method().failure().isInstance(failure) && isBetter(each, best, failed)) {
        best = each;
      }
    }
    return best;
  }

  private static boolean isBetter(
      BoundMethod method, @Nullable BoundMethod than, BoundMethod failed) {
    if (than == null) {
      return true;
    }
    Class<?> type = method.method().failure();
    Class<?> other = than.method().failure();
    return type == other
        ? method.bean() == failed.bean() && than.bean() != failed.bean()
        : other.isAssignableFrom(type);
  }
}
