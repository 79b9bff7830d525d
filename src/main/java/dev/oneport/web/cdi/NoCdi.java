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

/** The bridge where there is no CDI: neither beans nor anybody to inject into. */
enum NoCdi implements CdiBridge {
  INSTANCE;

  @Override
  public Set<String> roles() {
    return Set.of();
  }

  @Override
  public @Nullable Object validatorFactory() {
    return null;
  }

  @Override
  public @Nullable RoomAuthorizer roomAuthorizer() {
    return null;
  }

  @Override
  public @Nullable HandshakeCheck handshakeCheck() {
    return null;
  }

  @Override
  public <T> @Nullable T bean(Class<T> type) {
    return null;
  }

  @Override
  public Health health() {
    return new Health(); // Nobody asks.
  }

  @Override
  public List<OneportCustomizer> customizers() {
    return List.of();
  }

  @Override
  public void start(SocketIoServer server, HandlerRegistry registry, Constraints constraints) {}

  @Override
  public void stop() {}
}
