package dev.oneport.samples.feed;

import dev.oneport.ConnectRefused;
import dev.oneport.Handshake;
import dev.oneport.Namespace;
import dev.oneport.Of;
import dev.oneport.OnConnect;
import dev.oneport.OnDisconnect;
import dev.oneport.SocketConnected;
import dev.oneport.SocketNamespace;
import dev.oneport.WhenFull;
import dev.oneport.samples.data.Database;
import dev.oneport.samples.data.DatabaseNotReady;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;

/** The sockets of the feed: everybody may read, and sees who else does. */
@SocketNamespace("/feed")
@ApplicationScoped
public class Feed {
  @Inject
  @Of("/feed")
  Namespace feed;

  @Inject Database database;
  @Inject Members members;

  /** Who shows a token must show a good one. */
  @OnConnect
  void connecting(Handshake handshake) {
    String token = handshake.auth().getString("token", "");
    try {
      database.requireReady();
      if (!token.isEmpty() && members.ofToken(token).isEmpty()) {
        throw new ConnectRefused("sign in again", Map.of("code", "sign_in"));
      }
    } catch (DatabaseNotReady e) {
      throw e.refusal();
    }
  }

  void connected(@Observes @Of("/feed") SocketConnected event) {
    tellHowMany();
  }

  @OnDisconnect
  void disconnected() {
    tellHowMany();
  }

  private void tellHowMany() {
    feed.whenFull(WhenFull.conflate("presence")).emit("presence", feed.sockets().size());
  }
}
