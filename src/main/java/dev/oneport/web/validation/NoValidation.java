package dev.oneport.web.validation;

import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Nothing is checked; who declared constraints is warned once, while the application starts. */
enum NoValidation implements Constraints {
  INSTANCE;

  private static final System.Logger LOG = System.getLogger(NoValidation.class.getName());

  @Override
  public void check(Object payload, int argument) {}

  @Override
  public @Nullable MethodConstraints of(Class<?> type, Method method, IntUnaryOperator arguments) {
    if (isConstrained(method)) {
      LOG.log(
          Level.WARNING,
          "not-validated: {0}.{1} declares constraints, but there is no Jakarta Validation provider: THEY ARE NOT"
              + " CHECKED. Add one, for example hibernate-validator in WEB-INF/lib",
          type.getName(),
          method.getName());
    }
    return null;
  }

  private static boolean isConstrained(Method method) {
    return Stream.concat(
            Arrays.stream(method.getAnnotations()),
            Arrays.stream(method.getParameterAnnotations()).flatMap(Arrays::stream))
        .map(Annotation::annotationType)
        .anyMatch(NoValidation::isConstraint);
  }

  /** By name: the classes may be missing. */
  private static boolean isConstraint(Class<? extends Annotation> type) {
    return type.getName().equals("jakarta.validation.Valid")
        || Arrays.stream(type.getAnnotations())
            .anyMatch(
                each -> each.annotationType().getName().equals("jakarta.validation.Constraint"));
  }

  @Override
  public void close() {}
}
