package dev.oneport.web.cdi;

import dev.oneport.HandshakeCheck;
import dev.oneport.OneportCustomizer;
import dev.oneport.RoomAuthorizer;
import dev.oneport.SocketIoServer;
import dev.oneport.socketio.HandlerRegistry;
import dev.oneport.web.monitor.Health;
import dev.oneport.web.validation.Constraints;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bridge to a CDI container that runs. */
final class ActiveCdi implements CdiBridge {
  private final BeanManager beans;
  private final OneportExtension extension;

  /** Of the handler beans. Thread of start-up and shutdown only. */
  private final List<BeanReference> references = new ArrayList<>();

  private ActiveCdi(BeanManager beans, OneportExtension extension) {
    this.beans = beans;
    this.extension = extension;
  }

  static CdiBridge find() {
    BeanManager beans;
    try {
      beans = CDI.current().getBeanManager();
    } catch (IllegalStateException e) {
      // The API is there, a container is not: Jetty's server class path, or CDI switched off.
      return NoCdi.INSTANCE;
    }
    return of(beans);
  }

  static ActiveCdi of(BeanManager beans) {
    try {
      return new ActiveCdi(beans, beans.getExtension(OneportExtension.class));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "CDI runs but has not loaded "
              + OneportExtension.class.getName()
              + ": META-INF/services/jakarta.enterprise.inject.spi.Extension must be deployed"
              + " together with Oneport's classes",
          e);
    }
  }

  @Override
  public Set<String> roles() {
    return extension.handlers().roles();
  }

  @Override
  public @Nullable Object validatorFactory() {
    return Validators.factory(beans);
  }

  @Override
  public @Nullable RoomAuthorizer roomAuthorizer() {
    return only(RoomAuthorizer.class);
  }

  @Override
  public @Nullable HandshakeCheck handshakeCheck() {
    return only(HandshakeCheck.class);
  }

  private <T> @Nullable T only(Class<T> type) {
    Instance<T> found = beans.createInstance().select(type);
    if (found.isAmbiguous()) {
      throw new IllegalStateException(
          "several beans are a " + type.getName() + "; there may be one");
    }
    return found.isResolvable() ? found.get() : null;
  }

  @Override
  public <T> @Nullable T bean(Class<T> type) {
    Instance<T> found = beans.createInstance().select(type);
    return found.isResolvable() ? found.get() : null;
  }

  @Override
  public Health health() {
    return extension.health();
  }

  @Override
  public List<OneportCustomizer> customizers() {
    return beans.createInstance().select(OneportCustomizer.class, Any.Literal.INSTANCE).stream()
        .toList();
  }

  @Override
  public void start(SocketIoServer server, HandlerRegistry registry, Constraints constraints) {
    extension.running().start(server);
    RequestScope requestScope = new RequestScope(beans);
    SocketEvents events = new SocketEvents(beans, extension.observed(), requestScope);
    events.listenToRooms(server);
    extension.namespaces().forEach(server::of);
    HandlerBinder binder = new HandlerBinder(this::reference, constraints);
    extension
        .handlers()
        .byNamespace()
        .forEach(
            (name, found) ->
                registry.addHandlers(name, new BeanHandlers(requestScope, binder.bind(found))));
    extension
        .handlers()
        .byPattern()
        .forEach(
            (pattern, found) ->
                registry.addHandlers(
                    Pattern.compile(pattern), new BeanHandlers(requestScope, binder.bind(found))));
    events.listenToSockets(registry);
    if (!binder.problems().isEmpty()) {
      throw new IllegalStateException(HandlerCatalog.message(binder.problems()));
    }
  }

  private Object reference(HandlerBean handlerBean) {
    BeanReference reference = BeanReference.of(beans, handlerBean.bean());
    references.add(reference);
    return reference.instance();
  }

  @Override
  public void stop() {
    extension.running().stop();
    references.forEach(BeanReference::release);
    references.clear();
  }
}
