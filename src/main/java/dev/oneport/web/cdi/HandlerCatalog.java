package dev.oneport.web.cdi;

import dev.oneport.SocketNamespace;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The beans that handle events, as found while CDI starts, and what is wrong with them. Used by one
 * thread after the other.
 */
final class HandlerCatalog {
  /** Those that are not active where events are handled. */
  private static final Set<Class<?>> DEAD_SCOPES =
      Set.of(SessionScoped.class, ConversationScoped.class);

  private final List<HandlerBean> beans = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /** Adds a bean marked as one of a namespace. */
  void add(AnnotatedType<?> type, Bean<?> bean, SocketNamespace annotation) {
    String name = type.getJavaClass().getName();
    if (DEAD_SCOPES.contains(bean.getScope())) {
      problems.add(
          name
              + ": is @"
              + bean.getScope().getSimpleName()
              + ", but no HTTP session or conversation is active where events are handled");
    }
    HandlerMethods found = HandlerMethods.of(type);
    problems.addAll(found.problems());
    boolean isPattern = !annotation.pattern().isEmpty();
    if (isPattern) {
      checkPattern(name, annotation);
    }
    beans.add(
        new HandlerBean(
            bean,
            isPattern ? annotation.pattern() : HandlerBean.normalized(annotation.value()),
            isPattern,
            found.methods()));
  }

  private void checkPattern(String bean, SocketNamespace annotation) {
    if (!annotation.value().equals("/")) {
      problems.add(bean + ": has a namespace and a pattern of namespaces: choose one");
    }
    try {
      Pattern.compile(annotation.pattern());
    } catch (PatternSyntaxException e) {
      problems.add(bean + ": pattern " + annotation.pattern() + ": " + e.getDescription());
    }
  }

  /** The beans of each namespace that has a name, ordered by class name. */
  Map<String, List<HandlerBean>> byNamespace() {
    return by(bean -> !bean.isPattern());
  }

  /** The beans of each pattern of namespaces, ordered by class name. */
  Map<String, List<HandlerBean>> byPattern() {
    return by(HandlerBean::isPattern);
  }

  private Map<String, List<HandlerBean>> by(Predicate<HandlerBean> wanted) {
    List<HandlerBean> ordered = new ArrayList<>(beans);
    ordered.sort(Comparator.comparing(found -> found.bean().getBeanClass().getName()));
    Map<String, List<HandlerBean>> byNamespace = new TreeMap<>();
    for (HandlerBean bean : ordered.stream().filter(wanted).toList()) {
      byNamespace.computeIfAbsent(bean.namespace(), name -> new ArrayList<>()).add(bean);
    }
    return byNamespace;
  }

  /** The roles that handlers name. */
  Set<String> roles() {
    Set<String> roles = new TreeSet<>();
    for (HandlerBean bean : beans) {
      bean.methods().forEach(method -> roles.addAll(method.access().roles()));
    }
    roles.remove(AccessRule.ANY_USER);
    return roles;
  }

  /** The problems as the reason why a deployment fails. */
  static String message(List<String> problems) {
    return "Oneport found %d %s in handler beans:%n  %s"
        .formatted(
            problems.size(),
            problems.size() == 1 ? "problem" : "problems",
            String.join("%n  ".formatted(), problems));
  }

  /** Everything that is wrong, each a line for the developer. Empty: all is well. */
  List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    byNamespace().forEach((namespace, found) -> addConflicts(namespace, found, all));
    byPattern().forEach((pattern, found) -> addConflicts(pattern, found, all));
    return all;
  }

  /** An event has one acknowledgement, and an exception one method to handle it in each bean. */
  private static void addConflicts(
      String namespace, List<HandlerBean> beans, List<String> problems) {
    Map<String, HandlerMethod> answering = new HashMap<>();
    for (HandlerBean bean : beans) {
      Map<Class<?>, HandlerMethod> handling = new HashMap<>();
      for (HandlerMethod method : bean.methods()) {
        if (method.kind() == HandlerKind.EVENT && method.returnsAck()) {
          HandlerMethod other = answering.putIfAbsent(method.event(), method);
          if (other != null) {
            problems.add(
                "%s: returns the acknowledgement of \"%s\" in %s, and so does %s: only one may"
                    .formatted(method.signature(), method.event(), namespace, other.signature()));
          }
        } else if (method.kind() == HandlerKind.ERROR) {
          HandlerMethod other = handling.putIfAbsent(method.failure(), method);
          if (other != null) {
            problems.add(
                "%s: handles %s, and so does %s: only one may"
                    .formatted(
                        method.signature(), method.failure().getSimpleName(), other.signature()));
          }
        }
      }
    }
  }
}
