package dev.oneport.web.cdi;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the type variables of generic superclasses stand for in one class: {@code T} of {@code
 * Base<T>} is {@code Line} in {@code class Chat extends Base<Line>}. Immutable.
 */
final class GenericTypes {
  private final Map<TypeVariable<?>, Type> meanings = new HashMap<>();

  GenericTypes(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (each.getGenericSuperclass() instanceof ParameterizedType generic) {
        TypeVariable<?>[] variables = ((Class<?>) generic.getRawType()).getTypeParameters();
        for (int i = 0; i < variables.length; i++) {
          meanings.put(variables[i], resolve(generic.getActualTypeArguments()[i]));
        }
      }
    }
  }

  /** The type with each variable replaced whose meaning the class knows. */
  Type resolve(Type type) {
    if (type instanceof TypeVariable<?> variable) {
      return meanings.getOrDefault(variable, variable);
    }
    if (type instanceof ParameterizedType generic) {
      return new Generic(generic.getRawType(), resolveAll(generic), generic.getOwnerType());
    }
    if (type instanceof GenericArrayType array
        && resolve(array.getGenericComponentType()) instanceof Class<?> component) {
      return component.arrayType();
    }
    return type;
  }

  private List<Type> resolveAll(ParameterizedType generic) {
    return Arrays.stream(generic.getActualTypeArguments()).map(this::resolve).toList();
  }

  /** The class that values of a type have; null for one that nobody can know. */
  static @Nullable Class<?> rawClass(Type type) {
    if (type instanceof Class<?> raw) {
      return raw;
    }
    if (type instanceof ParameterizedType generic) {
      return (Class<?>) generic.getRawType();
    }
    if (type instanceof GenericArrayType array) {
      Class<?> component = rawClass(array.getGenericComponentType());
      return component == null ? null : component.arrayType();
    }
    if (type instanceof WildcardType wildcard) {
      return rawClass(wildcard.getUpperBounds()[0]);
    }
    return null;
  }

  private record Generic(Type raw, List<Type> arguments, @Nullable Type owner)
      implements ParameterizedType {

    @Override
    public Type[] getActualTypeArguments() {
      return arguments.toArray(Type[]::new);
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return owner;
    }

    /** As the platform's own implementation has it, which libraries compare with and look up. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof ParameterizedType that
          && raw.equals(that.getRawType())
          && arguments.equals(List.of(that.getActualTypeArguments()));
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(getActualTypeArguments()) ^ raw.hashCode();
    }

    @Override
    public String toString() {
      String inside = String.join(", ", arguments.stream().map(Type::getTypeName).toList());
      return raw.getTypeName() + "<" + inside + ">";
    }
  }
}
