package dev.oneport.web.cdi;

import dev.oneport.SocketIoServer;
import dev.oneport.socketio.NamespaceHandlers;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

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
  public void start(SocketIoServer server, BiConsumer<String, NamespaceHandlers> register) {
    extension.running().start(server);
    extension.namespaces().forEach(server::of);
    RequestScope requestScope = new RequestScope(beans);
    byNamespace().forEach((name, found) -> register.accept(name, bind(found, requestScope)));
  }

  private Map<String, List<HandlerBean>> byNamespace() {
    Map<String, List<HandlerBean>> byNamespace = new TreeMap<>();
    for (HandlerBean bean : extension.handlerBeans()) {
      byNamespace.computeIfAbsent(bean.namespace(), name -> new ArrayList<>()).add(bean);
    }
    return byNamespace;
  }

  private NamespaceHandlers bind(List<HandlerBean> found, RequestScope requestScope) {
    HandlerBinder binder = new HandlerBinder(requestScope);
    for (HandlerBean handlerBean : found) {
      BeanReference reference = BeanReference.of(beans, handlerBean.bean());
      references.add(reference);
      binder.add(handlerBean.methods(), reference.instance());
    }
    return binder.handlers();
  }

  @Override
  public void stop() {
    extension.running().stop();
    references.forEach(BeanReference::release);
    references.clear();
  }
}
