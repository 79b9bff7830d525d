package dev.oneport.web.cdi;

import dev.oneport.Namespace;
import dev.oneport.Of;
import dev.oneport.SessionRegistry;
import dev.oneport.SocketIoServer;
import dev.oneport.SocketNamespace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the beans that handle events, and makes {@link SocketIoServer}, {@link SessionRegistry} and
 * {@code @Of Namespace} injectable.
 *
 * <p>Called by the CDI container while it starts, by one thread after the other.
 */
public class OneportExtension implements Extension {
  private static final System.Logger LOG = System.getLogger(OneportExtension.class.getName());

  private final RunningServer running = new RunningServer();
  private final List<HandlerBean> handlerBeans = new ArrayList<>();
  private final Set<String> namespaces = new TreeSet<>();

  /** For the container. */
  public OneportExtension() {}

  <X> void findHandlers(@Observes ProcessManagedBean<X> event) {
    AnnotatedType<X> type = event.getAnnotatedBeanClass();
    SocketNamespace annotation = type.getAnnotation(SocketNamespace.class);
    if (annotation == null) {
      warnOfHandlersWithoutNamespace(type);
      return;
    }
    String namespace = HandlerBean.normalized(annotation.value());
    namespaces.add(namespace);
    HandlerMethods found = HandlerMethods.of(type);
    for (String problem : found.problems()) {
      event.addDefinitionError(new DefinitionException(problem));
    }
    handlerBeans.add(new HandlerBean(event.getBean(), namespace, found.methods()));
  }

  private static void warnOfHandlersWithoutNamespace(AnnotatedType<?> type) {
    if (type.getMethods().stream().anyMatch(HandlerMethods::isHandler)) {
      LOG.log(
          Level.WARNING,
          "{0} has methods with @OnConnect, @OnEvent or @OnDisconnect, but no @SocketNamespace:"
              + " they are never called",
          type.getJavaClass().getName());
    }
  }

  <T> void findNamespaces(@Observes ProcessInjectionPoint<T, Namespace> event) {
    for (var qualifier : event.getInjectionPoint().getQualifiers()) {
      if (qualifier instanceof Of of) {
        namespaces.add(HandlerBean.normalized(of.value()));
      }
    }
  }

  void addBeans(@Observes AfterBeanDiscovery event) {
    event
        .<SocketIoServer>addBean()
        .types(SocketIoServer.class, Object.class)
        .scope(ApplicationScoped.class)
        .produceWith(lookup -> Late.of(SocketIoServer.class, running::get));
    event
        .<SessionRegistry>addBean()
        .types(SessionRegistry.class, Object.class)
        .scope(ApplicationScoped.class)
        .produceWith(lookup -> Late.of(SessionRegistry.class, () -> running.get().sessions()));
    event
        .<Namespace>addBean()
        .types(Namespace.class, Object.class)
        .qualifiers(new OfLiteral())
        .scope(Dependent.class)
        .produceWith(this::namespace);
  }

  /** The namespace that the place of injection names; several places may name different ones. */
  private Namespace namespace(Instance<Object> lookup) {
    InjectionPoint place = lookup.select(InjectionPoint.class).get();
    String name =
        place.getQualifiers().stream()
            .filter(Of.class::isInstance)
            .map(qualifier -> ((Of) qualifier).value())
            .findFirst()
            .orElse("/");
    return Late.of(Namespace.class, () -> running.get().of(name));
  }

  RunningServer running() {
    return running;
  }

  /** The beans found, ordered by class name. */
  List<HandlerBean> handlerBeans() {
    List<HandlerBean> ordered = new ArrayList<>(handlerBeans);
    ordered.sort(Comparator.comparing(found -> found.bean().getBeanClass().getName()));
    return ordered;
  }

  /** The namespaces that beans handle or have injected. */
  Set<String> namespaces() {
    return Set.copyOf(namespaces);
  }
}
