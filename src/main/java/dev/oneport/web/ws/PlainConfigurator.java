package dev.oneport.web.ws;

import dev.oneport.web.websocket.HandshakeBinding;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/** Makes the plain endpoint, and passes on what the filter has handed over. */
public final class PlainConfigurator extends ServerEndpointConfig.Configurator {
  private final HandshakeBinding binding = new HandshakeBinding(PlainWebSocketEndpoint::new);

  @Override
  public void modifyHandshake(
      ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
    binding.modifyHandshake(config, request, response);
  }

  @Override
  public <T> T getEndpointInstance(Class<T> type) {
    return binding.getEndpointInstance(type);
  }

  @Override
  public boolean checkOrigin(String origin) {
    return binding.checkOrigin(origin);
  }

  /**
   * Ours, if the client asks for it among others; else none, which the client may take or leave.
   *
   * @param requested by the client; some containers give the header's value as it is, commas and
   *     all
   */
  @Override
  public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
    return negotiate(requested);
  }

  /** The name that is answered; empty for none. */
  static String negotiate(List<String> requested) {
    for (String value : requested) {
      for (String name : value.split(",", -1)) {
        if (name.strip().equals(PlainWebSocketEndpoint.SUBPROTOCOL)) {
          return PlainWebSocketEndpoint.SUBPROTOCOL;
        }
      }
    }
    return "";
  }

  @Override
  public List<Extension> getNegotiatedExtensions(
      List<Extension> installed, List<Extension> requested) {
    return binding.getNegotiatedExtensions(installed, requested);
  }
}
