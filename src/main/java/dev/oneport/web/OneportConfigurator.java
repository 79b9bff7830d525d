package dev.oneport.web;

import dev.oneport.web.ws.AdoptableHandshake;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;

/**
 * For endpoints of the application whose sessions {@link dev.oneport.SessionRegistry#adopt} adopts:
 * lets it know the request that a connection began with, and so the client's address behind trusted
 * proxies. Everything else is as the container does it; a configurator of the application may
 * extend this one.
 *
 * <pre>{@code @ServerEndpoint(value = "/quotes", configurator = OneportConfigurator.class)}</pre>
 */
public class OneportConfigurator extends ServerEndpointConfig.Configurator {

  /** Made by the container. */
  public OneportConfigurator() {}

  @Override
  public void modifyHandshake(
      ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
    AdoptableHandshake.handOver(config);
  }
}
