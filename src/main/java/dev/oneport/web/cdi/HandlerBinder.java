package dev.oneport.web.cdi;

import dev.oneport.web.validation.Constraints;
import dev.oneport.web.validation.MethodConstraints;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Joins handler methods to the beans that they are called on and to their constraints. */
final class HandlerBinder {
  private final Function<HandlerBean, Object> references;
  private final Constraints constraints;
  private final List<String> problems = new ArrayList<>();

  /**
   * A binder.
   *
   * @param references gives the contextual reference of a bean
   */
  HandlerBinder(Function<HandlerBean, Object> references, Constraints constraints) {
    this.references = references;
    this.constraints = constraints;
  }

  /** The methods of all beans of one namespace. */
  List<BoundMethod> bind(List<HandlerBean> beans) {
    List<BoundMethod> bound = new ArrayList<>();
    for (HandlerBean bean : beans) {
      Object reference = references.apply(bean);
      for (HandlerMethod method : bean.methods()) {
        bound.add(new BoundMethod(method, reference, constraintsOf(bean, method)));
      }
    }
    return bound;
  }

  private @Nullable MethodConstraints constraintsOf(HandlerBean bean, HandlerMethod method) {
    try {
      return constraints.of(
          bean.bean().getBeanClass(),
          method.method(),
          parameter -> method.parameters().get(parameter).argument());
    } catch (IllegalArgumentException e) {
      problems.add(method.signature() + ": " + e.getMessage());
      return null;
    }
  }

  /** What is wrong with constraints, each a line for the developer. */
  List<String> problems() {
    return problems;
  }
}
