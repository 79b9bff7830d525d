package dev.oneport.web.cdi;

import dev.oneport.SocketIoServer;
import dev.oneport.socketio.NamespaceHandlers;
import java.util.function.BiConsumer;

/** The bridge where there is no CDI: neither beans nor anybody to inject into. */
enum NoCdi implements CdiBridge {
  INSTANCE;

  @Override
  public void start(SocketIoServer server, BiConsumer<String, NamespaceHandlers> register) {}

  @Override
  public void stop() {}
}
