package dev.oneport.web.validation;

import dev.oneport.EventRefused;
import dev.oneport.EventRefused.Violation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.NoProviderFoundException;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.metadata.MethodDescriptor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The constraints that a validator checks. */
final class BeanValidation implements Constraints {
  /** A client that sends a long list of nonsense is not told about every item. */
  static final int MAX_VIOLATIONS = 20;

  private final Validator validator;

  /** Ours to close; null if it is the server's. */
  private final @Nullable ValidatorFactory own;

  /** Held here, not with the classes, which may outlive this application. */
  private final Map<Class<?>, Boolean> constrained = new ConcurrentHashMap<>();

  private BeanValidation(ValidatorFactory factory, boolean own) {
    this.validator = factory.getValidator();
    this.own = own ? factory : null;
  }

  /** Throws a {@link LinkageError} where there is no Jakarta Validation at all. */
  static Constraints find(Supplier<@Nullable Object> ofServer) {
    if (ofServer.get() instanceof ValidatorFactory factory) {
      return new BeanValidation(factory, false);
    }
    try {
      return new BeanValidation(Validation.buildDefaultValidatorFactory(), true);
    } catch (NoProviderFoundException none) {
      return NoValidation.INSTANCE;
    }
  }

  @Override
  public void check(Object payload, int argument) {
    if (constrained.computeIfAbsent(payload.getClass(), this::isConstrained)) {
      Set<ConstraintViolation<Object>> violations = validator.validate(payload);
      if (!violations.isEmpty()) {
        throw refusal(violations, path -> "[" + argument + "]" + rest("", path.iterator()));
      }
    }
  }

  private boolean isConstrained(Class<?> type) {
    return validator.getConstraintsForClass(type).isBeanConstrained();
  }

  @Override
  public @Nullable MethodConstraints of(Class<?> type, Method method, IntUnaryOperator arguments) {
    MethodDescriptor descriptor;
    try {
      descriptor =
          validator
              .getConstraintsForClass(type)
              .getConstraintsForMethod(method.getName(), method.getParameterTypes());
    } catch (ValidationException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return descriptor == null ? null : new Checks(method, descriptor, arguments);
  }

  @Override
  public void close() {
    constrained.clear();
    if (own != null) {
      own.close();
    }
  }

  private final class Checks implements MethodConstraints {
    private final Method method;
    private final IntUnaryOperator arguments;
    private final boolean parameters;
    private final boolean result;

    Checks(Method method, MethodDescriptor descriptor, IntUnaryOperator arguments) {
      this.method = method;
      this.arguments = arguments;
      this.parameters = descriptor.hasConstrainedParameters();
      this.result = descriptor.hasConstrainedReturnValue();
    }

    @Override
    public void checkArguments(Object bean, @Nullable Object[] values) {
      if (parameters) {
        Set<ConstraintViolation<Object>> violations =
            validator.forExecutables().validateParameters(bean, method, values);
        if (!violations.isEmpty()) {
          throw refusal(violations, this::path);
        }
      }
    }

    /** After the node of the method comes that of the parameter, or one for all together. */
    private String path(Path path) {
      Iterator<Path.Node> nodes = path.iterator();
      nodes.next();
      Path.Node parameter = nodes.next();
      if (!(parameter instanceof Path.ParameterNode node)) {
        return "";
      }
      int argument = arguments.applyAsInt(node.getParameterIndex());
      return argument < 0 ? "" : rest("[" + argument + "]", nodes);
    }

    @Override
    public void checkResult(Object bean, @Nullable Object value) {
      if (result) {
        Set<ConstraintViolation<Object>> violations =
            validator.forExecutables().validateReturnValue(bean, method, value);
        if (!violations.isEmpty()) {
          throw new IllegalStateException(
              "a handler returned what it must not: " + describe(violations));
        }
      }
    }

    private String describe(Collection<ConstraintViolation<Object>> violations) {
      return String.join(
          ", ",
          violations.stream()
              .map(each -> each.getPropertyPath() + " " + each.getMessage())
              .sorted()
              .toList());
    }
  }

  private interface PathWriter {
    String write(Path path);
  }

  private static EventRefused refusal(
      Collection<ConstraintViolation<Object>> violations, PathWriter paths) {
    List<Violation> all = new ArrayList<>();
    for (ConstraintViolation<?> each : violations) {
      all.add(new Violation(paths.write(each.getPropertyPath()), each.getMessage()));
    }
    all.sort(Comparator.comparing(Violation::path).thenComparing(Violation::message));
    return new EventRefused(all.subList(0, Math.min(all.size(), MAX_VIOLATIONS)), null);
  }

  /**
   * What follows the argument, in JavaScript: {@code [2]} and {@code ["key"]} inside, {@code .x}.
   */
  private static String rest(String beginning, Iterator<Path.Node> nodes) {
    StringBuilder path = new StringBuilder(beginning);
    while (nodes.hasNext()) {
      Path.Node node = nodes.next();
      if (node.getIndex() != null) {
        path.append('[').append(node.getIndex()).append(']');
      } else if (node.getKey() != null) {
        path.append("[\"").append(node.getKey()).append("\"]");
      }
      if (node.getKind() == jakarta.validation.ElementKind.PROPERTY && node.getName() != null) {
        path.append('.').append(node.getName());
      }
    }
    return path.toString();
  }
}
