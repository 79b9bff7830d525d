package dev.oneport.web.cdi;

import dev.oneport.SocketIoServer;
import dev.oneport.socketio.NamespaceHandlers;
import java.util.function.BiConsumer;

/**
 * What start-up and shutdown do with CDI. Without CDI it does nothing.
 *
 * <p>Its methods are called once each, from the thread that starts or stops the application.
 */
public interface CdiBridge {

  /**
   * The bridge to this application's CDI container.
   *
   * @return one that does nothing if there is no CDI
   * @throws IllegalStateException if CDI is there but has not loaded {@link OneportExtension}
   */
  static CdiBridge find() {
    try {
      return ActiveCdi.find();
    } catch (NoClassDefFoundError e) {
      return NoCdi.INSTANCE;
    }
  }

  /**
   * Makes the server injectable, creates the namespaces that beans name, and registers the beans
   * that handle events. To be called before the first client is let in.
   *
   * @param register takes the handlers of a namespace, once for each
   */
  void start(SocketIoServer server, BiConsumer<String, NamespaceHandlers> register);

  /**
   * From now on the injected server says that it was stopped. To be called after the last handler
   * has run. Harmless if {@link #start} was not called, or if CDI is gone already.
   */
  void stop();
}
