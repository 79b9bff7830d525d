package dev.oneport.web.cdi;

import dev.oneport.HandshakeCheck;
import dev.oneport.OneportCustomizer;
import dev.oneport.RoomAuthorizer;
import dev.oneport.SocketIoServer;
import dev.oneport.socketio.HandlerRegistry;
import dev.oneport.web.monitor.Health;
import dev.oneport.web.validation.Constraints;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What start-up and shutdown do with CDI. Without CDI it does nothing.
 *
 * <p>Its methods are called from the thread that starts or stops the application.
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

  /** The roles that handlers name. */
  Set<String> roles();

  /** The {@code ValidatorFactory} among the beans; null if there is none. */
  @Nullable Object validatorFactory();

  /** The bean that decides who may listen to which room; null if there is none. */
  @Nullable RoomAuthorizer roomAuthorizer();

  /** The bean that decides who may connect; null if there is none. */
  @Nullable HandshakeCheck handshakeCheck();

  /** The bean of a type; null if there is none, or several. */
  <T> @Nullable T bean(Class<T> type);

  /** What health checks ask. */
  Health health();

  /** The beans that set options; asked for before {@link #start}. */
  List<OneportCustomizer> customizers();

  /**
   * Makes the server injectable, creates the namespaces that beans name, and registers the beans
   * that handle events. To be called before the first client is let in.
   *
   * @param registry takes the handlers
   * @param constraints of their parameters and results
   * @throws IllegalStateException if constraints are declared wrongly; the message tells the
   *     developer all of them
   */
  void start(SocketIoServer server, HandlerRegistry registry, Constraints constraints);

  /**
   * From now on the injected server says that it was stopped. To be called after the last handler
   * has run. Harmless if {@link #start} was not called, or if CDI is gone already.
   */
  void stop();
}
