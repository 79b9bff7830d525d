package dev.oneport.web.cdi;

import dev.oneport.Namespace;
import dev.oneport.Of;
import dev.oneport.SessionRegistry;
import dev.oneport.SocketIoServer;
import dev.oneport.SocketNamespace;
import dev.oneport.web.monitor.Health;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import java.lang.System.Logger.Level;
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
  private static final String HEALTH_CHECK = "org.eclipse.microprofile.health.HealthCheck";

  private final RunningServer running = new RunningServer();
  private final Health health = new Health();
  private final HandlerCatalog handlers = new HandlerCatalog();
  private final ObservedEvents observed = new ObservedEvents();
  private final Set<String> namespaces = new TreeSet<>();

  /** For the container. */
  public OneportExtension() {}

  void addHealthChecks(@Observes BeforeBeanDiscovery event) {
    if (hasHealth()) {
      event.addAnnotatedType(LiveCheck.class, LiveCheck.class.getName());
      event.addAnnotatedType(ReadyCheck.class, ReadyCheck.class.getName());
    }
  }

  /** Asked first: WildFly logs each class that can't be linked, with a stack trace. */
  private static boolean hasHealth() {
    try {
      Class.forName(HEALTH_CHECK, false, OneportExtension.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError none) {
      LOG.log(Level.DEBUG, "no MicroProfile Health: {0}", none.toString());
      return false;
    }
  }

  <X> void findHandlers(@Observes ProcessManagedBean<X> event) {
    AnnotatedType<X> type = event.getAnnotatedBeanClass();
    SocketNamespace annotation = type.getAnnotation(SocketNamespace.class);
    if (annotation == null) {
      warnOfHandlersWithoutNamespace(type);
      return;
    }
    handlers.add(type, event.getBean(), annotation);
  }

  private static void warnOfHandlersWithoutNamespace(AnnotatedType<?> type) {
    if (HandlerMethods.hasHandlers(type)) {
      LOG.log(
          Level.WARNING,
          "handlers-unused: {0} has handler methods, such as one with @OnEvent, but no @SocketNamespace: they are"
              + " never called",
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

  <T, X> void findObservers(@Observes ProcessObserverMethod<T, X> event) {
    observed.add(event);
  }

  /** Only here, lest the container stop at the first bean that has any. */
  void reportProblems(@Observes AfterBeanDiscovery event) {
    List<String> problems = handlers.problems();
    if (!problems.isEmpty()) {
      event.addDefinitionError(new DefinitionException(HandlerCatalog.message(problems)));
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

  /** What health checks ask. */
  Health health() {
    return health;
  }

  RunningServer running() {
    return running;
  }

  /** Which of our events somebody observes. */
  ObservedEvents observed() {
    return observed;
  }

  /** The beans that handle events. */
  HandlerCatalog handlers() {
    return handlers;
  }

  /** The namespaces that beans have injected. */
  Set<String> namespaces() {
    return Set.copyOf(namespaces);
  }
}
