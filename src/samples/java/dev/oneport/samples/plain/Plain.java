package dev.oneport.samples.plain;

import dev.oneport.AdoptedSession;
import dev.oneport.SessionRegistry;
import dev.oneport.samples.Timers;
import dev.oneport.samples.Timers.Timer;
import dev.oneport.web.OneportConfigurator;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One connection. The configurator lets the client's address be known, also behind a proxy; the
 * registry does the writing, so that a client that does not read delays nobody.
 */
@ServerEndpoint(value = "/plain/ws", configurator = OneportConfigurator.class)
public class Plain {
  private static final System.Logger LOG = System.getLogger(Plain.class.getName());
  private static final Duration PERIOD = Duration.ofSeconds(3);

  private @Nullable AdoptedSession session;
  private @Nullable Timer messages;

  /** Says hello, and then something every three seconds. */
  @OnOpen
  public void opened(Session webSocket) {
    AdoptedSession adopted = CDI.current().select(SessionRegistry.class).get().adopt(webSocket);
    session = adopted;
    say(adopted, "Hello, " + adopted.address());
    messages =
        CDI.current().select(Timers.class).get().every(PERIOD, () -> say(adopted, "Still here"));
  }

  /** Answers. */
  @OnMessage
  public void message(String text) {
    AdoptedSession open = session;
    if (open != null) {
      say(open, "You said: " + text);
    }
  }

  /** It is over: so are the messages. */
  @OnClose
  public void closed() {
    if (messages != null) {
      messages.cancel();
    }
    if (session != null) {
      session.closed();
    }
  }

  /** What the network did, in most cases; {@link #closed} is called after it. */
  @OnError
  public void failed(Throwable failure) {
    LOG.log(System.Logger.Level.DEBUG, "A connection broke", failure);
  }

  private static void say(AdoptedSession session, String text) {
    // What can't be sent any more needs no answer: closed is called.
    session.send(text).exceptionally(over -> null);
  }
}
