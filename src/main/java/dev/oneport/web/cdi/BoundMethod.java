package dev.oneport.web.cdi;

import dev.oneport.web.validation.MethodConstraints;
import org.jspecify.annotations.Nullable;

/**
 * A handler method and the bean to call it on. Any thread.
 *
 * @param bean a contextual reference
 * @param constraints of its parameters and return value; null if there are none
 */
record BoundMethod(HandlerMethod method, Object bean, @Nullable MethodConstraints constraints) {

  /**
   * Calls it, if the client may call it and has sent what fits.
   *
   * @throws dev.oneport.EventRefused if not; the method was not called then
   * @throws Exception what it threw
   */
  @Nullable Object call(HandlerCall call) throws Exception {
    method.access().check(call.socket().handshake());
    @Nullable Object[] values = method.values(call);
    if (constraints == null) {
      return method.invoke(bean, values);
    }
    constraints.checkArguments(bean, values);
    Object result = method.invoke(bean, values);
    constraints.checkResult(bean, result);
    return result;
  }
}
