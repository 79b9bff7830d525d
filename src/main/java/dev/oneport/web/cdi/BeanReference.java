package dev.oneport.web.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.System.Logger.Level;

/**
 * A contextual reference to a handler bean: the proxy of a normal-scoped one, an instance of our
 * own of a dependent one.
 */
record BeanReference(Object instance, CreationalContext<?> context) {
  private static final System.Logger LOG = System.getLogger(BeanReference.class.getName());

  static BeanReference of(BeanManager beans, Bean<?> bean) {
    CreationalContext<?> context = beans.createCreationalContext(bean);
    return new BeanReference(beans.getReference(bean, bean.getBeanClass(), context), context);
  }

  /** Destroys what depends on this reference alone. */
  void release() {
    try {
      context.release();
    } catch (IllegalStateException e) {
      // Some servers stop CDI before the listeners of the application; it has then released it.
      LOG.log(Level.DEBUG, "CDI was stopped first", e);
    }
  }
}
