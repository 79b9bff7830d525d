package dev.oneport.web.cdi;

import dev.oneport.OnConnect;
import dev.oneport.OnDisconnect;
import dev.oneport.OnEvent;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The methods of a class that handle something.
 *
 * @param methods the good ones, ordered by name
 * @param problems what is wrong with the others, each with class and method, for the developer
 */
record HandlerMethods(List<HandlerMethod> methods, List<String> problems) {

  /** Looks through a class and what it inherits. */
  static HandlerMethods of(AnnotatedType<?> type) {
    List<HandlerMethod> methods = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (AnnotatedMethod<?> method : mostDerived(type)) {
      if (isHandler(method)) {
        try {
          methods.add(HandlerMethod.of(method));
        } catch (IllegalArgumentException e) {
          problems.add(
              "%s.%s: %s"
                  .formatted(
                      type.getJavaClass().getName(),
                      signature(method.getJavaMember()),
                      e.getMessage()));
        }
      }
    }
    methods.sort(Comparator.comparing(HandlerMethod::toString));
    return new HandlerMethods(List.copyOf(methods), List.copyOf(problems));
  }

  static boolean isHandler(AnnotatedMethod<?> method) {
    return method.isAnnotationPresent(OnConnect.class)
        || method.isAnnotationPresent(OnEvent.class)
        || method.isAnnotationPresent(OnDisconnect.class);
  }

  /**
   * Without those that a subclass overrides. The compiler's bridges are no handlers either, but
   * they override: that of {@code on(String)} does the superclass's {@code on(T)}.
   */
  private static List<AnnotatedMethod<?>> mostDerived(AnnotatedType<?> type) {
    Map<String, AnnotatedMethod<?>> bySignature = new LinkedHashMap<>();
    for (AnnotatedMethod<?> method : type.getMethods()) {
      bySignature.merge(signature(method.getJavaMember()), method, HandlerMethods::moreDerived);
    }
    List<AnnotatedMethod<?>> methods = new ArrayList<>(bySignature.values());
    methods.removeIf(method -> method.getJavaMember().isBridge());
    return methods;
  }

  private static AnnotatedMethod<?> moreDerived(AnnotatedMethod<?> a, AnnotatedMethod<?> b) {
    Class<?> ofA = a.getJavaMember().getDeclaringClass();
    Class<?> ofB = b.getJavaMember().getDeclaringClass();
    return ofA.isAssignableFrom(ofB) ? b : a;
  }

  private static String signature(Method method) {
    List<String> types = new ArrayList<>();
    for (Class<?> type : method.getParameterTypes()) {
      types.add(type.getSimpleName());
    }
    return method.getName() + "(" + String.join(", ", types) + ")";
  }
}
