package dev.oneport.web.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.validation.ValidatorFactory;
import org.jspecify.annotations.Nullable;

/** Finds the validator among the beans, whose own validators may have beans injected. */
final class Validators {
  private Validators() {}

  /** Null if there is none, or no Jakarta Validation at all. */
  static @Nullable Object factory(BeanManager beans) {
    try {
      Instance<ValidatorFactory> found = beans.createInstance().select(ValidatorFactory.class);
      return found.isResolvable() ? found.get() : null;
    } catch (LinkageError withoutTheApi) {
      return null;
    }
  }
}
