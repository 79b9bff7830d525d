package dev.oneport.it.app;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;

/** Says in the result that it was there. */
@Traced
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class Tracer implements Serializable {
  private static final long serialVersionUID = 1L;

  @AroundInvoke
  Object trace(InvocationContext call) throws Exception {
    return "traced " + call.getMethod().getName() + ": " + call.proceed();
  }
}
