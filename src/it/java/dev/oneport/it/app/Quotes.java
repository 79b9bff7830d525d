package dev.oneport.it.app;

import dev.oneport.AdoptedSession;
import dev.oneport.SessionRegistry;
import dev.oneport.web.OneportConfigurator;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A WebSocket with a text protocol of the application's own, written to by Oneport. */
@ServerEndpoint(value = "/quotes", configurator = OneportConfigurator.class)
public class Quotes {
  private @Nullable AdoptedSession session;

  /** Says who it is. */
  @OnOpen
  public void onOpen(Session wsSession) {
    SessionRegistry registry = CDI.current().select(SessionRegistry.class).get();
    AdoptedSession adopted = registry.adopt(wsSession);
    session = adopted;
    CompletionStage<Void> sent =
        adopted.send(
            String.join(
                " ",
                "HELLO",
                adopted.transport().text(),
                adopted.address(),
                Boolean.toString(registry.adopt(wsSession) == adopted),
                Boolean.toString(registry.find(adopted.id()).isPresent())));
    sent.exceptionally(failure -> null);
  }

  /** {@code MANY 3} asks for as many quotes from two threads, {@code BYE} for a close. */
  @OnMessage
  public void onText(String text) throws InterruptedException {
    AdoptedSession open = Objects.requireNonNull(session);
    if (text.startsWith("MANY ")) {
      int count = Integer.parseInt(text.substring("MANY ".length()));
      Thread other = new Thread(() -> quote(open, "B", count), "quotes");
      other.start();
      quote(open, "A", count);
      other.join();
    } else {
      open.close(4001, "as you wish");
    }
  }

  private static void quote(AdoptedSession session, String name, int count) {
    for (int i = 0; i < count; i++) {
      session.send(name + " " + i).exceptionally(failure -> null);
    }
  }

  /** It is over. */
  @OnClose
  public void onClose() {
    Objects.requireNonNull(session).closed();
  }
}
