package dev.oneport.web.polling;

import dev.oneport.RequestHead;
import dev.oneport.TransportName;
import dev.oneport.engineio.EngineHandshake;
import dev.oneport.engineio.EngineHooks;
import dev.oneport.engineio.EngineRequest;
import dev.oneport.engineio.EngineServer;
import dev.oneport.engineio.EngineSession;
import dev.oneport.engineio.Refusal;
import dev.oneport.engineio.Refusal.Cause;
import dev.oneport.engineio.Verdict;
import dev.oneport.web.EntryDenied;
import dev.oneport.web.websocket.SocketIoEndpoint.Admission;
import dev.oneport.web.websocket.SocketIoEndpoint.Opening;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns a request that was let in into a WebSocket: of a new session, or of one that polls. */
record WebSocketUpgrade(
    EngineEdge edge, EngineRequest engineRequest, Verdict verdict, Supplier<RequestHead> head) {

  /**
   * Upgrades.
   *
   * @return why it can't be; null if it was
   * @throws EntryDenied if it begins a session, and its client shows a token that is not good
   */
  @Nullable Refusal of(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException, EntryDenied {
    Upgrader upgrader = edge.upgrader();
    if (upgrader == null || !Upgrader.isHandshake(request)) {
      return Refusal.badRequest(Cause.TRANSPORT_HANDSHAKE_ERROR);
    }
    EngineHandshake client =
        verdict.newSid() == null ? edge.gate().copy(request) : edge.gate().begin(request);
    EngineHooks hooks = edge.engine().hooks();
    if (hooks.watchesHeaders()) {
      hooks.showHeaders(new ServletHeaders(response), head.get(), engineRequest.isFirstOfSession());
    }
    upgrader.upgrade(
        request,
        response,
        new Admission(
            opening(client),
            edge.engine().config().maxPayloadBytes(),
            upgrader.sinks(),
            edge.timers()));
    return null;
  }

  /** A transport that is none of WebSocket gets one that is closed at once, as in the reference. */
  private Opening opening(EngineHandshake handshake) {
    if (!TransportName.WEBSOCKET.text().equals(engineRequest.transport())) {
      return Opening.POINTLESS;
    }
    EngineServer engine = edge.engine();
    EngineSession session = verdict.session();
    String newSid = verdict.newSid();
    return session != null
        ? sink -> engine.upgrade(session, handshake, sink)
        : newSid == null
            ? Opening.POINTLESS
            : sink -> engine.openWebSocket(newSid, handshake, sink);
  }
}
