package dev.oneport.web.cdi;

import dev.oneport.Ack;
import dev.oneport.ClientSession;
import dev.oneport.JsonText;
import dev.oneport.SessionRegistry;
import dev.oneport.SocketIoServer;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbCreator;
import java.io.Closeable;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which types an argument of an event can be bound to, as far as it can be told without one. It
 * finds the common mistakes; JSON-B has the last word when an event comes. Stateless.
 */
final class PayloadTypes {
  /** What people ask for that no client can send. */
  private static final List<Class<?>> NOT_SENT =
      List.of(
          Ack.class,
          ClientSession.class,
          Closeable.class,
          Future.class,
          Thread.class,
          Throwable.class,
          ClassLoader.class);

  private PayloadTypes() {}

  /**
   * What is wrong with a type.
   *
   * @return null if nothing is known to be; otherwise the end of a sentence that begins with the
   *     type's name
   */
  static @Nullable String problem(Type type) {
    Class<?> raw = GenericTypes.rawClass(type);
    if (raw == null) {
      return "is a type variable: say what it stands for";
    }
    if (SocketIoServer.class == raw || SessionRegistry.class == raw) {
      return "is injected by @Inject, not passed to handlers";
    }
    if (NOT_SENT.stream().anyMatch(each -> each.isAssignableFrom(raw))) {
      return "can't be made of what a client sends";
    }
    if (raw.isArray()) {
      return problem(component(type, raw));
    }
    String inside = insideProblem(type, raw);
    return inside != null ? inside : ownProblem(raw);
  }

  /** What the elements of an array are. */
  static Type component(Type array, Class<?> raw) {
    return array instanceof GenericArrayType generic
        ? generic.getGenericComponentType()
        : raw.getComponentType();
  }

  private static @Nullable String insideProblem(Type type, Class<?> raw) {
    boolean container =
        Collection.class.isAssignableFrom(raw)
            || Map.class.isAssignableFrom(raw)
            || Optional.class == raw;
    if (!container || !(type instanceof ParameterizedType generic)) {
      return null;
    }
    for (Type argument : generic.getActualTypeArguments()) {
      String problem = problem(argument);
      if (problem != null) {
        return "holds " + argument.getTypeName() + ", which " + problem;
      }
    }
    return null;
  }

  private static @Nullable String ownProblem(Class<?> raw) {
    if (isKnown(raw) || hasJsonbAnnotation(raw)) {
      return null;
    }
    if (raw.isInterface()) {
      return "is an interface: JSON-B can't know which class to make";
    }
    if (Modifier.isAbstract(raw.getModifiers())) {
      return "is abstract: JSON-B can't know which class to make";
    }
    if (raw.isMemberClass() && !Modifier.isStatic(raw.getModifiers())) {
      return "is an inner class: make it static";
    }
    if (!Modifier.isPublic(raw.getModifiers())) {
      return "is not public: JSON-B can't make it";
    }
    if (!raw.isRecord() && !canBeMade(raw)) {
      return "has neither a public constructor without parameters nor one with @JsonbCreator";
    }
    return null;
  }

  private static boolean isKnown(Class<?> raw) {
    return raw.isPrimitive()
        || raw.isEnum()
        || raw == JsonText.class
        || JsonValue.class.isAssignableFrom(raw)
        || Collection.class.isAssignableFrom(raw)
        || Map.class.isAssignableFrom(raw)
        || raw == Object.class
        || (raw.getName().startsWith("java.") && !raw.isInterface());
  }

  private static boolean hasJsonbAnnotation(Class<?> raw) {
    return Stream.of(raw.getAnnotations())
        .map(Annotation::annotationType)
        .anyMatch(type -> type.getName().startsWith("jakarta.json.bind."));
  }

  private static boolean canBeMade(Class<?> raw) {
    for (Constructor<?> constructor : raw.getDeclaredConstructors()) {
      if (constructor.isAnnotationPresent(JsonbCreator.class)
          || (constructor.getParameterCount() == 0
              && (constructor.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0)) {
        return true;
      }
    }
    return Stream.of(raw.getDeclaredMethods()).anyMatch(PayloadTypes::isCreator);
  }

  private static boolean isCreator(Method method) {
    return method.isAnnotationPresent(JsonbCreator.class);
  }
}
