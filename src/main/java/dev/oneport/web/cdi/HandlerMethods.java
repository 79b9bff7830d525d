package dev.oneport.web.cdi;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The methods of a class that handle something.
 *
 * @param methods the good ones, in a fixed order
 * @param problems what is wrong with the others, each with class and method, for the developer
 */
record HandlerMethods(List<HandlerMethod> methods, List<String> problems) {

  /** Looks through a class and what it inherits. */
  static HandlerMethods of(AnnotatedType<?> type) {
    List<HandlerMethod> methods = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (AnnotatedMethod<?> method : mostDerived(type)) {
      List<HandlerKind> kinds = HandlerKind.of(method);
      if (!kinds.isEmpty()) {
        List<String> own = new ArrayList<>();
        HandlerMethod handler = HandlerMethod.of(kinds.get(0), method, type.getJavaClass(), own);
        if (kinds.size() > 1) {
          own.clear();
          own.add("must have only one of " + kinds);
        }
        if (own.isEmpty()) {
          handler.method().setAccessible(true);
          methods.add(handler);
        }
        String signature = HandlerMethod.signature(type.getJavaClass(), method.getJavaMember());
        own.forEach(problem -> problems.add(signature + ": " + problem));
      }
    }
    methods.sort(Comparator.comparing(handler -> handler.method().toString()));
    return new HandlerMethods(List.copyOf(methods), List.copyOf(problems));
  }

  static boolean hasHandlers(AnnotatedType<?> type) {
    return type.getMethods().stream().anyMatch(method -> !HandlerKind.of(method).isEmpty());
  }

  /**
   * Without those that a subclass overrides. The compiler's bridges are no handlers either, but
   * they override: that of {@code on(String)} does the superclass's {@code on(T)}.
   */
  private static List<AnnotatedMethod<?>> mostDerived(AnnotatedType<?> type) {
    Map<String, AnnotatedMethod<?>> bySignature = new LinkedHashMap<>();
    for (AnnotatedMethod<?> method : type.getMethods()) {
      bySignature.merge(key(method.getJavaMember()), method, HandlerMethods::moreDerived);
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

  private static String key(Method method) {
    return method.getName() + Arrays.toString(method.getParameterTypes());
  }
}
