package dev.oneport.web.validation;

import org.jspecify.annotations.Nullable;

/** The constraints of one method. Any thread. */
public interface MethodConstraints {

  /**
   * Checks what a method is to be called with.
   *
   * @throws dev.oneport.EventRefused if it breaks a constraint
   */
  void checkArguments(Object bean, @Nullable Object[] values);

  /**
   * Checks what a method has returned.
   *
   * @throws IllegalStateException if it breaks a constraint: the method's mistake
   */
  void checkResult(Object bean, @Nullable Object result);
}
